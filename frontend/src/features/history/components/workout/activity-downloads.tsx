import { t } from '@lingui/core/macro'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { problemText } from '@/account/problem-text'
import type { Workout } from '@/api/types'
import { saveFile } from '@/shared/lib/browser/save-file'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { Card, CardTitle } from '@/shared/ui/card'
import { type ActivityFormat, exportWorkout } from '@/workouts/api/calls'

const FORMATS: readonly ActivityFormat[] = ['fit', 'tcx']

/** Downloads of the workout as files for other apps. */
export function ActivityDownloads({ workout }: { readonly workout: Workout }): ReactNode {
  const { id, exercise_type, local_date } = workout
  const download = useMutation({
    mutationFn: (format: ActivityFormat) => exportWorkout(id, format),
    onSuccess: (file, format) => saveFile(file, `${exercise_type}-${local_date}.${format}`),
    onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
  })
  return (
    <Card
      aria-labelledby="activity-title"
      className="flex flex-wrap items-center justify-between gap-4 print:hidden"
    >
      <div>
        <CardTitle id="activity-title">{t`To other apps`}</CardTitle>
        <p className="text-muted text-sm">{t`For Strava, Garmin Connect and the like.`}</p>
      </div>
      <div className="flex flex-wrap gap-3">
        {FORMATS.map((format) => (
          <Button
            key={format}
            variant="secondary"
            busy={download.isPending && download.variables === format}
            onClick={() => download.mutate(format)}
          >
            <Download aria-hidden className="size-5" />
            <span className="sr-only">{t`Download as`} </span>
            {format.toUpperCase()}
          </Button>
        ))}
      </div>
    </Card>
  )
}
