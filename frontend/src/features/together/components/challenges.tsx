import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { challengesQuery } from '../api/together'
import { ChallengeEntry } from './challenge-entry'
import { NewChallengeForm } from './new-challenge-form'
import { problemText } from '@/account/problem-text'
import { Card, CardTitle } from '@/shared/ui/card'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'

/** The user's challenges, and a form to create one. */
export function Challenges(): ReactNode {
  const { data: challenges, error, refetch } = useQuery(challengesQuery)
  return (
    <Card aria-labelledby="challenges-title" className="flex flex-col gap-5">
      <CardTitle id="challenges-title">{t`Challenges`}</CardTitle>
      {challenges === undefined && error === null ? <Spinner label={t`Loading`} /> : null}
      {error === null ? null : (
        <LoadError text={problemText(error)} onRetry={() => void refetch()} />
      )}
      {challenges?.map((each) => (
        <ChallengeEntry key={each.id} challenge={each} />
      ))}
      <NewChallengeForm />
    </Card>
  )
}
