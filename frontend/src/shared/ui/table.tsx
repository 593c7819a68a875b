import type { ReactNode } from 'react'
import { cn } from '@/shared/lib/cn'

export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** Hidden on phones. */
  readonly wideOnly?: boolean
}

interface TableProps<Row> {
  readonly caption: string
  /** The first column names the row. */
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
}

const WIDE_ONLY = 'hidden sm:table-cell'

/** A table of figures; scrolls horizontally within itself on narrow screens. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>): ReactNode {
  return (
    // A region that scrolls has to be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
    <div className="-mx-1 overflow-x-auto px-1" role="region" aria-label={caption} tabIndex={0}>
      <table className="w-full border-collapse text-sm sm:text-base">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-line text-muted border-b text-xs sm:text-sm">
            {columns.map(({ title, wideOnly }, index) => (
              <th
                key={title}
                scope="col"
                className={cn(
                  'py-2 font-medium',
                  // Explicit, because browsers centre header cells by default.
                  index === 0 ? 'text-start' : 'ps-2 text-end sm:ps-4',
                  wideOnly === true && WIDE_ONLY,
                )}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-line border-b last:border-0">
              {columns.map(({ title, cell, wideOnly }, index) =>
                index === 0 ? (
                  <th
                    key={title}
                    scope="row"
                    className="py-3 text-start font-semibold sm:whitespace-nowrap"
                  >
                    {cell(row)}
                  </th>
                ) : (
                  <td
                    key={title}
                    className={cn(
                      'py-3 ps-2 text-end tabular-nums sm:ps-4 sm:whitespace-nowrap',
                      wideOnly === true && WIDE_ONLY,
                    )}
                  >
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
