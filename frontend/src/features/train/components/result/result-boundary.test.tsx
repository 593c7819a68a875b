import { screen, waitFor } from '@testing-library/react'
import { type ReactNode, useLayoutEffect } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { checkpoint } from '../../session/stored/checkpoint'
import { ResultBoundary } from './result-boundary'
import { renderScreen } from '@/shared/testing/render'
import { outbox } from '@/workouts/outbox/outbox'
import { clearOutbox } from '@/workouts/testing/clear-outbox'
import { setRecord } from '@/workouts/testing/set-records'

const STRANGER = { weightKg: null, timeZone: null }
const record = setRecord({ reps: 7 })

beforeEach(async () => {
  onCommit.mockReset()
  await clearOutbox()
  checkpoint.save(record)
  // React writes what it caught to the console.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})

const onCommit = vi.fn<() => void>()

/** Breaks where moved nodes break a page: not while it is drawn, but while it is put into the document. */
function Page(): ReactNode {
  useLayoutEffect(() => onCommit(), [])
  return <p>whole</p>
}

function breaks(): never {
  throw new DOMException('The node before which the new node is to be inserted is not a child')
}

function show(): void {
  renderScreen(
    <ResultBoundary record={record} trainee={STRANGER}>
      <Page />
    </ResultBoundary>,
  )
}

describe('a result that breaks', () => {
  it('is rendered again', async () => {
    onCommit.mockImplementationOnce(breaks)
    show()
    expect(await screen.findByText('whole')).toBeVisible()
  })

  it('shows the count and stores the set if rendering fails again', async () => {
    onCommit.mockImplementation(breaks)
    show()
    expect(await screen.findByTestId('rep-count')).toHaveTextContent('7')
    await waitFor(async () =>
      expect(await outbox.pending()).toMatchObject([{ id: record.id, reps_count: 7 }]),
    )
    await waitFor(async () => expect(await checkpoint.all()).toEqual([]))
  })
})
