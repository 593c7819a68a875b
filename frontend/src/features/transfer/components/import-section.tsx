import { plural, t } from '@lingui/core/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { importWorkouts, previewImport } from '../api/transfer'
import { ImportPreviewTable } from './import-preview-table'
import { problemText } from '@/account/problem-text'
import { useDraft } from '@/account/use-draft'
import type { ImportResult } from '@/api/types'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Card, CardTitle } from '@/shared/ui/card'
import { Field } from '@/shared/ui/field'
import { Input } from '@/shared/ui/input'
import { LinkButton } from '@/shared/ui/link-button'
import { Spinner } from '@/shared/ui/spinner'

/** Imports workouts from a file, after a preview line by line. */
export function ImportSection(): ReactNode {
  const queryClient = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const preview = useMutation({ mutationFn: previewImport })
  const taking = useMutation({
    mutationFn: importWorkouts,
    onSuccess: () =>
      queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' }),
  })
  const choose = (chosen: File | null): void => {
    setFile(chosen)
    taking.reset()
    preview.reset()
    if (chosen !== null) preview.mutate(chosen)
  }
  useDraft({ name: 'import', typed: () => (taking.isSuccess ? null : file), fill: choose })
  const error = preview.error ?? taking.error
  const { data } = preview

  return (
    <Card aria-labelledby="import-title" className="flex flex-col gap-4">
      <div>
        <CardTitle id="import-title">{t`Import`}</CardTitle>
        <p className="text-muted mt-1 text-sm">
          {t`A file exported by this app, Strong, Hevy or FitNotes. You see a preview before anything is imported, and nothing is imported twice.`}
        </p>
      </div>
      <Field label={t`CSV or JSON file`} className="max-w-md">
        {(control) => (
          <Input
            {...control}
            type="file"
            accept=".csv,.json,text/csv,application/json"
            className="py-2"
            onChange={(event) => choose(event.target.files?.[0] ?? null)}
          />
        )}
      </Field>
      {preview.isPending ? <Spinner label={t`Reading the file`} /> : null}
      {error === null ? null : <Alert tone="danger">{problemText(error)}</Alert>}
      {taking.data === undefined ? null : <Done result={taking.data} />}
      {data === undefined || taking.isSuccess ? null : (
        <>
          <ImportPreviewTable preview={data} />
          <div>
            <Button
              disabled={data.take === 0}
              busy={taking.isPending}
              onClick={() => {
                if (file !== null) taking.mutate(file)
              }}
            >
              {data.take === 0
                ? t`Nothing to import`
                : t`Import ${plural(data.take, { one: '# set', other: '# sets' })}`}
            </Button>
          </div>
        </>
      )}
    </Card>
  )
}

function Done({ result }: { readonly result: ImportResult }): ReactNode {
  const { imported, duplicates, refused } = result
  return (
    <Alert
      tone="success"
      title={plural(imported, { one: '# set imported', other: '# sets imported' })}
      actions={
        <LinkButton to="/history" size="small" variant="secondary">
          {t`To the history`}
        </LinkButton>
      }
    >
      {t`${duplicates} already here, ${refused} could not be imported.`}
    </Alert>
  )
}
