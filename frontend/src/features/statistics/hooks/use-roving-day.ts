import { type ComponentProps, type SyntheticEvent, useRef, useState } from 'react'
import { type LocalDate, addDays } from '@/shared/lib/dates'

interface RovingDay {
  /** For the table, which hears taps and keys for all its days: each carries its date as `data-day`. */
  readonly table: Pick<ComponentProps<'table'>, 'ref' | 'onClick' | 'onKeyDown' | 'onPointerOver'>
  /** The one day that the Tab key reaches; arrow keys go on from there. */
  readonly reachable: LocalDate
}

interface RovingOptions {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly start: LocalDate
  /** Days that an arrow key goes on by. */
  readonly across: number
  readonly down: number
  readonly onSelect: (day: LocalDate) => void
}

/** Hundreds of days as one stop of the Tab key: https://www.w3.org/WAI/ARIA/apg/patterns/grid/ */
export function useRovingDay({ from, to, start, onSelect, ...steps }: RovingOptions): RovingDay {
  const ref = useRef<HTMLTableElement>(null)
  const [moved, setMoved] = useState(start)
  const reachable = moved < from || moved > to ? (start < from || start > to ? from : start) : moved
  const select = (day: LocalDate): void => {
    setMoved(day)
    onSelect(day)
  }
  return {
    reachable,
    table: {
      ref,
      onClick: (event) => {
        const day = cellOf(event)?.dataset.day
        if (day !== undefined) select(day)
      },
      onKeyDown: (event) => {
        const day = cellOf(event)?.dataset.day
        if (day === undefined) return
        const isChoice = event.key === 'Enter' || event.key === ' '
        const next = isChoice ? day : nextDay(event.key, day, { from, to, ...steps })
        if (next === null) return
        event.preventDefault()
        if (isChoice) {
          select(day)
          return
        }
        setMoved(next)
        ref.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus()
      },
      // Written when it is looked at: of hundreds of days few are ever pointed at.
      onPointerOver: (event) => {
        const cell = cellOf(event)
        if (cell !== null) cell.title = cell.getAttribute('aria-label') ?? ''
      },
    },
  }
}

function cellOf({ target }: SyntheticEvent): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-day]') : null
}

function nextDay(
  key: string,
  day: LocalDate,
  { from, to, across, down }: Omit<RovingOptions, 'start' | 'onSelect'>,
): LocalDate | null {
  const steps: Readonly<Record<string, LocalDate>> = {
    ArrowLeft: addDays(day, -across),
    ArrowRight: addDays(day, across),
    ArrowUp: addDays(day, -down),
    ArrowDown: addDays(day, down),
    Home: from,
    End: to,
  }
  const next = steps[key]
  if (next === undefined) return null
  return next < from || next > to ? day : next
}
