import { plural, t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { importReason, sumsByReason, sumText } from '../lib/import-reason'
import type { ImportPreview, ImportRow } from '@/api/types'
import { dayName, localDateIn } from '@/shared/lib/dates'
import { exerciseName } from '@/shared/lib/exercises'
import { formatCount } from '@/shared/lib/format'
import { type Column, Table } from '@/shared/ui/table'
import { mainFigure } from '@/workouts/figures'
import { useDay } from '@/workouts/use-day'

/** A file may have 50,000 rows; the first of each kind suffice to check that it was understood. */
const SHOWN = 50

const APPS: Readonly<Record<string, string>> = {
  'exercise-buddy': 'Exercise Buddy',
  strong: 'Strong',
  hevy: 'Hevy',
  fitnotes: 'FitNotes',
}

const groups = () =>
  [
    { status: 'refused', title: t`Cannot be imported` },
    { status: 'take', title: t`Will be imported` },
    { status: 'duplicate', title: t`Already here` },
  ] as const

/** The outcome of each line, refused ones first. */
export function ImportPreviewTable({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const { format, take, duplicates, refused } = preview
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="font-semibold">
        {t`From ${APPS[format] ?? format}: ${plural(take, { one: '# set', other: '# sets' })} to import, ${formatCount(duplicates)} already here, ${formatCount(refused)} that cannot be imported.`}
      </p>
      <Reasons rows={preview.rows} />
      {groups().map(({ status, title }) => (
        <Group
          key={status}
          title={title}
          rows={preview.rows.filter((row) => row.status === status)}
        />
      ))}
    </div>
  )
}

function Reasons({ rows }: { readonly rows: readonly ImportRow[] }): ReactNode {
  const sums = sumsByReason(rows)
  if (sums.length === 0) return null
  return (
    <section aria-labelledby="import-reasons">
      <h3 id="import-reasons" className="font-semibold">{t`Why lines cannot be imported`}</h3>
      <ul className="ms-5 mt-1 list-disc text-sm">
        {sums.map((sum) => (
          <li key={sum.code}>{sumText(sum)}</li>
        ))}
      </ul>
    </section>
  )
}

function Group({
  title,
  rows,
}: {
  readonly title: string
  readonly rows: readonly ImportRow[]
}): ReactNode {
  const { timeZone, today } = useDay()
  if (rows.length === 0) return null
  const day = ({ local_date, started_at }: NonNullable<ImportRow['workout']>): string =>
    dayName(local_date ?? localDateIn(new Date(started_at), timeZone), today)
  const columns: readonly Column<ImportRow>[] = [
    { title: t`Line`, cell: ({ line }) => line },
    { title: t`Day`, cell: ({ workout }) => (workout === null ? '–' : day(workout)) },
    {
      title: t`Exercise`,
      cell: ({ workout }) => (workout === null ? '–' : exerciseName(workout.exercise_type)),
    },
    {
      title: t({ context: 'what was done', message: 'Done' }),
      cell: ({ workout }) => (workout === null ? '–' : doneOf(workout)),
    },
    {
      title: t`Why`,
      cell: ({ code, values }) => (code === null ? '' : importReason(code, values)),
    },
  ]
  const withReason = rows.some(({ code }) => code !== null)
  const hidden = rows.length - SHOWN
  return (
    <details open={withReason && rows[0]?.status === 'refused'}>
      <summary className="cursor-pointer py-1 font-semibold">
        {title}: {formatCount(rows.length)}
      </summary>
      <Table
        caption={title}
        columns={withReason ? columns : columns.slice(0, -1)}
        rows={rows.slice(0, SHOWN)}
        rowKey={({ line }) => String(line)}
      />
      {hidden > 0 ? (
        <p className="text-muted mt-2 text-sm">
          {t`… and ${plural(hidden, { one: '# line', other: '# lines' })} more.`}
        </p>
      ) : null}
    </details>
  )
}

function doneOf(workout: NonNullable<ImportRow['workout']>): string {
  const { value, unit } = mainFigure(workout)
  return `${value} ${unit}`
}
