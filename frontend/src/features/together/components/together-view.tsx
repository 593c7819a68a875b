import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { togetherQuery } from '../api/together'
import type { Invitation } from '../hooks/use-invitation'
import { Blocked } from './blocked'
import { Challenges } from './challenges'
import { DaysOfOthers } from './days-of-others'
import { FollowForm } from './follow-form'
import { Followers, FollowRequests } from './followers'
import { FollowingList } from './following-list'
import { JoinChallenge } from './join-challenge'
import { SharingChoice } from './sharing-choice'
import { WeekTable } from './week-table'
import { problemText } from '@/account/problem-text'
import { Card, CardTitle } from '@/shared/ui/card'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'

interface TogetherViewProps {
  readonly invitation: Invitation
}

/** Who follows whom, what they did this week, and their challenges. */
export function TogetherView({ invitation }: TogetherViewProps): ReactNode {
  const { data: together, error, refetch } = useQuery(togetherQuery)
  if (together === undefined) {
    if (error === null) return <Spinner label={t`Loading`} />
    return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
  }
  const { shows, following, followers, blocked } = together
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[3fr_2fr]">
      <div className="flex min-w-0 flex-col gap-6">
        {invitation.token === null ? null : (
          <JoinChallenge token={invitation.token} onDone={invitation.done} />
        )}
        <FollowRequests requests={followers.filter((each) => !each.is_allowed)} shows={shows} />
        <WeekTable />
        <DaysOfOthers />
        <Challenges />
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <Card aria-labelledby="following-title" className="flex flex-col gap-4">
          <CardTitle id="following-title">{t`You follow`}</CardTitle>
          <FollowingList following={following} />
          <FollowForm />
        </Card>
        <Followers followers={followers.filter((each) => each.is_allowed)} />
        <SharingChoice shows={shows} />
        {blocked.length === 0 ? null : <Blocked blocked={blocked} />}
      </div>
    </div>
  )
}
