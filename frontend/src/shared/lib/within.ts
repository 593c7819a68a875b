/** The answer; rejects with `silence()` if there is none after this time. */
export async function within<Answer>(
  ms: number,
  answer: Promise<Answer>,
  silence: () => Error,
): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const waited = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(silence()), ms)
  })
  return Promise.race([answer, waited]).finally(() => clearTimeout(timer))
}
