import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { daysQuery } from '../api/together'
import { exerciseWithAmount } from '../lib/together-words'
import { dayName } from '@/shared/lib/dates'
import { Card, CardTitle } from '@/shared/ui/card'
import { useDay } from '@/workouts/use-day'

/** The recent days of followed users. Renders nothing if there are none: the week above already says so. */
export function DaysOfOthers(): ReactNode {
  const { data: days = [] } = useQuery(daysQuery)
  const { today } = useDay()
  if (days.length === 0) return null
  return (
    <Card aria-labelledby="days-title" className="flex flex-col gap-4">
      <CardTitle id="days-title">{t`The last two weeks`}</CardTitle>
      <ul className="m-0 flex list-none flex-col p-0">
        {days.map(({ username, local_date, exercises }) => (
          <li
            key={`${username} ${local_date}`}
            className="border-line border-b py-2.5 first:pt-0 last:border-0 last:pb-0"
          >
            <p className="flex flex-wrap justify-between gap-x-4">
              <span translate="no" className="font-semibold wrap-anywhere">
                {username}
              </span>
              <span className="text-muted text-sm">{dayName(local_date, today)}</span>
            </p>
            <p className="text-sm">
              {exercises.length === 0
                ? t`Trained`
                : exercises
                    .map((each) => exerciseWithAmount(each.exercise_type, each.kind, each.amount))
                    .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
