import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { ImportSection } from './import-section'
import { aUser, someStatistics } from '@/api/testing/factories'
import { apiUrl, problem, server, signIn, serveWith } from '@/api/testing/server'
import type { ImportPreview, ImportResult } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'

const WORKOUT = {
  id: '0190a000-0000-7000-8000-00000000000b',
  exercise_type: 'push-up',
  reps_count: 20,
  duration_seconds: 60,
  started_at: '2026-03-14T17:05:00Z',
  local_date: '2026-03-14',
  note: null,
  source: 'strong',
} as const

const PREVIEW: ImportPreview = {
  format: 'strong',
  rows: [
    { line: 2, status: 'take', reason: null, code: null, values: {}, workout: WORKOUT },
    {
      line: 3,
      status: 'refused',
      reason: 'the words of the server, in English',
      code: 'unknown_exercise',
      values: { name: 'Bench Press' },
      workout: null,
    },
    {
      line: 4,
      status: 'duplicate',
      reason: 'of line 2',
      code: 'same_as_line',
      values: { line: '2' },
      workout: WORKOUT,
    },
  ],
  take: 1,
  duplicates: 1,
  refused: 1,
}

const sent: { path: string; type: string | null; body: string }[] = []

async function note(request: Request): Promise<void> {
  const { pathname } = new URL(request.url)
  const type = request.headers.get('content-type')
  sent.push({ path: pathname, type, body: await request.text() })
}

serveWith(
  http.get(apiUrl('/users/me'), () => HttpResponse.json(aUser())),
  http.post(apiUrl('/workouts/import/preview'), async ({ request }) => {
    await note(request)
    return HttpResponse.json(PREVIEW)
  }),
  http.post(apiUrl('/workouts/import'), async ({ request }) => {
    await note(request)
    const result = { imported: 1, duplicates: 1, refused: 1, statistics: someStatistics() }
    return HttpResponse.json<ImportResult>(result)
  }),
)

const FILE = new File(['Date,Reps\n'], 'strong.csv', { type: 'application/vnd.ms-excel' })

it('shows line by line what an import would do, and imports only after a press', async () => {
  signIn()
  sent.length = 0
  const { user } = renderScreen(<ImportSection />)
  await user.upload(screen.getByLabelText('CSV or JSON file'), FILE)

  // Until the answer is there, the status says that the file is being read.
  await waitFor(() => {
    expect(screen.getByRole('status')).toHaveTextContent(
      'From Strong: 1 set to import, 1 already here, 1 that cannot be imported.',
    )
  })
  const [, refused] = within(
    screen.getByRole('table', { name: 'Cannot be imported' }),
  ).getAllByRole('row')
  expect(refused).toHaveTextContent('3–––“Bench Press” is not counted here.')
  expect(screen.getByRole('region', { name: 'Why lines cannot be imported' })).toHaveTextContent(
    '1 line: “Bench Press” is not counted here.',
  )
  expect(screen.getByText('It is the same as line 2.')).toBeInTheDocument()
  const [, taken] = within(
    screen.getByRole('table', { name: 'Will be imported', hidden: true }),
  ).getAllByRole('row', { hidden: true })
  expect(taken).toHaveTextContent('2Saturday 14 MarchPush-ups20 reps')
  expect(sent).toHaveLength(1)

  await user.click(screen.getByRole('button', { name: 'Import 1 set' }))
  expect(await screen.findByText('1 set imported')).toBeVisible()
  expect(sent).toEqual(
    ['/api/v1/workouts/import/preview', '/api/v1/workouts/import'].map((path) => ({
      path,
      type: 'text/csv',
      body: 'Date,Reps\n',
    })),
  )
})

it.each([
  ['file_unreadable', 'It has to be an export of this app, Strong, Hevy or FitNotes.'],
  ['file_empty', 'Export it again.'],
  ['file_not_text', 'Unpack an archive, or save a spreadsheet as CSV'],
  ['file_not_unicode', 'Save it as UTF-8'],
  ['file_broken_off', 'Export it again.'],
])('says what to do if a file cannot be read: %s', async (code, advice) => {
  signIn()
  server.use(http.post(apiUrl('/workouts/import/preview'), () => problem(422, code)))
  const { user } = renderScreen(<ImportSection />)
  await user.upload(screen.getByLabelText('CSV or JSON file'), FILE)

  expect(await screen.findByRole('alert')).toHaveTextContent(advice)
})
