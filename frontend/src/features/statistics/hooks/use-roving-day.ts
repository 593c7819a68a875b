import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { type LocalDate, addDays } from '@/shared/lib/dates'

interface RovingDay {
  /** Of the table whose buttons carry the day as `data-day`. */
  readonly tableRef: RefObject<HTMLTableElement | null>
  /** The one day that the Tab key reaches; arrow keys go on from there. */
  readonly reachable: LocalDate
  readonly onKeyDown: (event: KeyboardEvent) => void
}

interface RovingOptions {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly start: LocalDate
  /** Days that an arrow key goes on by. */
  readonly across: number
  readonly down: number
}

/** Hundreds of days as one stop of the Tab key: https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/ */
export function useRovingDay({ from, to, start, across, down }: RovingOptions): RovingDay {
  const tableRef = useRef<HTMLTableElement>(null)
  const [moved, setMoved] = useState(start)
  const reachable = moved < from || moved > to ? (start < from || start > to ? from : start) : moved
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextDay(event.key, reachable, { from, to, across, down })
    if (next === null) return
    event.preventDefault()
    setMoved(next)
    tableRef.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus()
  }
  return { tableRef, reachable, onKeyDown }
}

function nextDay(
  key: string,
  day: LocalDate,
  { from, to, across, down }: Omit<RovingOptions, 'start'>,
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
