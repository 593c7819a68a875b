import { t } from '@lingui/core/macro'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { type TableFormat, exportWorkouts } from '../api/transfer'
import { problemText } from '@/account/problem-text'
import { saveFile } from '@/shared/lib/browser/save-file'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { Card, CardTitle } from '@/shared/ui/card'

const formats = (): readonly { format: TableFormat; label: string }[] => [
  { format: 'csv', label: t`CSV, for spreadsheets` },
  { format: 'json', label: t`JSON, with every rep` },
]

export function ExportSection(): ReactNode {
  const download = useMutation({
    mutationFn: exportWorkouts,
    onSuccess: (file, format) => saveFile(file, `exercise-buddy-workouts.${format}`),
    onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
  })
  return (
    <Card aria-labelledby="export-title">
      <CardTitle id="export-title">{t`Export`}</CardTitle>
      <p className="text-muted mt-1 mb-4 text-sm">
        {t`All your sets. Both files can be imported again, here or into another account.`}
      </p>
      <div className="flex flex-wrap gap-3">
        {formats().map(({ format, label }) => (
          <Button
            key={format}
            variant="secondary"
            busy={download.isPending && download.variables === format}
            onClick={() => download.mutate(format)}
          >
            <Download aria-hidden className="size-5" />
            {label}
          </Button>
        ))}
      </div>
    </Card>
  )
}
