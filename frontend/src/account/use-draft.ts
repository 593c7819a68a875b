import { useCallback, useEffect, useEffectEvent, useRef } from 'react'
import type { FieldValues, Path, PathValue, UseFormReturn } from 'react-hook-form'
import { session } from '@/api/session'

/** By account and form. In memory, because it may be about the person: a reload forgets it. */
const drafts = new Map<string, unknown>()

interface Draft<Typed> {
  /** Identifies the form, among all forms. */
  readonly name: string
  /** What differs from the form as it was opened; null if nothing does. */
  readonly typed: () => Typed | null
  readonly fill: (typed: Typed) => void
}

/**
 * Keeps what was typed into a form when the server ends the session, which takes the form off the screen, and fills it
 * in again when the account has signed in and opens the form. Returns a function that forgets it, for when it was
 * stored after all.
 */
export function useDraft<Typed>({ name, typed, fill }: Draft<Typed>): () => void {
  const owner = useRef<string | null>(null)
  const read = useEffectEvent(typed)
  const write = useEffectEvent(fill)

  useEffect(() => {
    owner.current = session.getState().userId
    const key = keyOf(owner.current, name)
    const kept = drafts.get(key)
    drafts.delete(key)
    if (kept !== undefined) write(kept as Typed)
    const keep = (): void => {
      const now = read()
      if (owner.current !== null && now !== null) drafts.set(key, now)
    }
    const stop = session.subscribe((now) => {
      if (now.expired) keep()
      // Signed in elsewhere, while the form stayed open.
      else if (now.userId === owner.current) drafts.delete(key)
    })
    return () => {
      stop()
      if (session.getState().expired) keep()
    }
  }, [name])

  return useCallback(() => void drafts.delete(keyOf(owner.current, name)), [name])
}

/** The same for the fields of a form that were changed. */
export function useFormDraft<Values extends FieldValues>(
  name: string,
  form: Pick<UseFormReturn<Values>, 'formState' | 'getValues' | 'setValue'>,
): () => void {
  const { dirtyFields } = form.formState
  return useDraft<[Path<Values>, PathValue<Values, Path<Values>>][]>({
    name,
    typed: () => {
      const changed = Object.keys(dirtyFields) as Path<Values>[]
      return changed.length === 0 ? null : changed.map((field) => [field, form.getValues(field)])
    },
    fill: (typed) => {
      for (const [field, value] of typed) form.setValue(field, value, { shouldDirty: true })
    },
  })
}

function keyOf(owner: string | null, name: string): string {
  return `${owner} ${name}`
}
