import { screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import { checkpoint } from '../../session/stored/checkpoint'
import { LiveBoundary } from './live-boundary'
import { renderScreen } from '@/shared/testing/render'
import { setRecord } from '@/workouts/testing/set-records'

const onBroken = vi.fn()

beforeEach(() => {
  checkpoint.clear()
  onBroken.mockReset()
  // React writes what it caught to the console.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})

function Broken(): ReactNode {
  throw new DOMException('The node before which the new node is to be inserted is not a child')
}

function show(): void {
  renderScreen(
    <LiveBoundary exercise="push-up" onBroken={onBroken}>
      <Broken />
    </LiveBoundary>,
  )
}

it('passes on what was counted if the screen of a set breaks', async () => {
  const record = setRecord({ reps: 7 })
  checkpoint.save(record)
  show()
  await waitFor(() => expect(onBroken).toHaveBeenCalledWith(record))
})

it('leads back to the exercise’s page if nothing was counted', async () => {
  show()
  const again = await screen.findByRole('link', { name: 'Open it again' })
  expect(again).toHaveAttribute('href', '/train/push-up')
  expect(await checkpoint.load()).toBeNull()
  expect(onBroken).not.toHaveBeenCalled()
})
