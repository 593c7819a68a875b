import { type ComponentProps, type SyntheticEvent, useRef, useState } from 'react'
import type { Days } from '../lib/ranges'
import type { GridDay } from '../lib/year-grid'
import { type LocalDate, addDays } from '@/shared/lib/dates'

/** What a calendar shows, and its selected day. */
export interface DayChoice {
  readonly exercise: string | null
  readonly today: LocalDate
  readonly selected: LocalDate | null
  readonly onSelect: (day: LocalDate) => void
}

/** The props of a day's cell. */
export interface DayCell extends Pick<DayChoice, 'exercise' | 'today'> {
  readonly day: GridDay
  /** Whether this is the one day in the tab order; arrow keys continue from there. */
  readonly reachable: boolean
  readonly selected: boolean
}

interface DayGrid {
  /** Props of the table, which handles taps and keys for all its days; each cell has its date as `data-day`. */
  readonly table: Pick<ComponentProps<'table'>, 'ref' | 'onClick' | 'onKeyDown' | 'onPointerOver'>
  readonly cell: (day: GridDay) => DayCell
}

interface DayGridOptions extends DayChoice, Days {
  /** The number of days per horizontal arrow key. */
  readonly across: number
  readonly down: number
}

/** Makes hundreds of days a single tab stop: https://www.w3.org/WAI/ARIA/apg/patterns/grid/ */
export function useDayGrid(options: DayGridOptions): DayGrid {
  const { from, to, exercise, today, selected, onSelect } = options
  const start = selected ?? today
  const ref = useRef<HTMLTableElement>(null)
  const [moved, setMoved] = useState(start)
  const reachable = moved < from || moved > to ? (start < from || start > to ? from : start) : moved
  const select = (day: LocalDate): void => {
    setMoved(day)
    onSelect(day)
  }
  return {
    cell: (day) => ({
      day,
      exercise,
      today,
      reachable: day.date === reachable,
      selected: day.date === selected,
    }),
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
        const next = isChoice ? day : nextDay(event.key, day, options)
        if (next === null) return
        event.preventDefault()
        if (isChoice) {
          select(day)
          return
        }
        setMoved(next)
        ref.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus()
      },
      // Titles are set on demand: few of the hundreds of days are ever pointed at.
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
  { from, to, across, down }: DayGridOptions,
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
