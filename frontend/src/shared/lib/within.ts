/** The answer; rejects if there is none after this time. */
export async function within<Answer>(ms: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time')), ms)
  })
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer))
}
