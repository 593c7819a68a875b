import type { ComponentProps, ReactNode } from 'react'

interface CheckboxProps extends ComponentProps<'input'> {
  readonly label: string
}

/** A checkbox with its label, large enough for a thumb. */
export function Checkbox({ label, ...input }: CheckboxProps): ReactNode {
  return (
    <label className="flex min-h-11 items-center gap-3">
      <input type="checkbox" {...input} className="accent-accent-ink size-6" />
      {label}
    </label>
  )
}

interface CheckboxesProps<Value extends string> {
  readonly legend: string
  readonly values: readonly Value[]
  readonly nameOf: (value: Value) => string
  /** The props that register each box with the form. */
  readonly input: Omit<ComponentProps<'input'>, 'value'>
  readonly error: string | undefined
}

/** A group of checkboxes. */
export function Checkboxes<Value extends string>({
  legend,
  values,
  nameOf,
  input,
  error,
}: CheckboxesProps<Value>): ReactNode {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-semibold">{legend}</legend>
      {values.map((value) => (
        <Checkbox key={value} label={nameOf(value)} value={value} {...input} />
      ))}
      {error === undefined ? null : (
        <p role="alert" className="text-danger text-sm font-medium">
          {error}
        </p>
      )}
    </fieldset>
  )
}
