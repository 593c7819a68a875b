import { screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import { LiveBoundary } from './live-boundary'
import { renderScreen } from '@/shared/testing/render'
import type { SetRecord } from '@/workouts/record/set-record'
import { setRecord } from '@/workouts/testing/set-records'

const onBroken = vi.fn()

beforeEach(() => {
  onBroken.mockReset()
  // React writes what it caught to the console.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})

function Broken(): ReactNode {
  throw new DOMException('The node before which the new node is to be inserted is not a child')
}

function show(saved: SetRecord | null): void {
  renderScreen(
    <LiveBoundary exercise="push-up" saved={{ current: saved }} onBroken={onBroken}>
      <Broken />
    </LiveBoundary>,
  )
}

it('passes on what was counted if the screen of a set breaks', () => {
  const record = setRecord({ reps: 7 })
  show(record)
  expect(onBroken).toHaveBeenCalledWith(record)
})

it('leads back to the exercise’s page if nothing was counted', async () => {
  show(setRecord())
  const again = await screen.findByRole('link', { name: 'Open it again' })
  expect(again).toHaveAttribute('href', '/train/push-up')
  expect(onBroken).not.toHaveBeenCalled()
})
