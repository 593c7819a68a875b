import { screen } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { describe, expect, it } from 'vitest'
import { CountEditor } from './count-editor'
import { renderScreen } from '@/shared/testing/render'
import type { SetRecord } from '@/workouts/record/set-record'
import { setRecord } from '@/workouts/testing/set-records'

function Editor({ record }: { readonly record: SetRecord }): ReactNode {
  const [reps, setReps] = useState(record.reps)
  return <CountEditor record={record} reps={reps} onChange={setReps} />
}

function show(over: Partial<SetRecord>) {
  return renderScreen(<Editor record={setRecord(over)} />)
}

function count(): HTMLElement {
  return screen.getByTestId('rep-count')
}

describe('a count that the person doubts', () => {
  it('says how many were too shallow, and takes them at a press', async () => {
    const { user } = show({ reps: 5, refused: { 'too-shallow': 2, 'too-fast': 4 } })
    expect(screen.getByText('2 did not go low enough to count.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Use 7' }))
    expect(count()).toHaveTextContent('7')
  })

  it('says so where nothing was counted, and of one', () => {
    show({ exercise: 'pull-up', reps: 0, refused: { 'too-shallow': 1 } })
    expect(screen.getByText('1 did not go high enough to count.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Use 1' })).toBeVisible()
  })

  it('offers what the whole set may have been beside them', () => {
    show({ reps: 5, second_opinion: 6, refused: { 'too-shallow': 2 } })
    expect(screen.getByRole('button', { name: 'Use 6' })).toBeVisible()
    expect(screen.getByRole('button', { name: 'Use 7' })).toBeVisible()
  })

  it('is asked nothing where the camera has no doubts', () => {
    show({ reps: 5, refused: { 'not-this-exercise': 3 } })
    expect(screen.queryByRole('button', { name: /^Use/ })).toBeNull()
  })

  it('says that jumps were hard to see where fewer were counted than not', () => {
    const { unmount } = show({ exercise: 'jump-rope', reps: 4, refused: { 'not-recognised': 5 } })
    expect(screen.getByText(/^Jumps were hard to see/)).toBeVisible()
    unmount()
    show({ exercise: 'jump-rope', reps: 60, refused: { 'not-recognised': 5 } })
    expect(screen.queryByText(/^Jumps were hard to see/)).toBeNull()
  })

  it('goes back to the camera’s at a press', async () => {
    const { user } = show({ reps: 5, second_opinion: 6 })
    await user.click(screen.getByRole('button', { name: 'Use 6' }))
    await user.click(screen.getByRole('button', { name: 'One more' }))
    expect(screen.getByText('The camera counted 5.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Use 5' }))
    expect(count()).toHaveTextContent('5')
  })
})

describe('the number’s field', () => {
  it('takes a number typed at once in place of the old one', async () => {
    const { user } = show({ reps: 30 })
    await user.click(screen.getByText('Type the number'))
    const field = screen.getByLabelText('Number')
    await expect.poll(() => document.activeElement).toBe(field)
    await user.keyboard('25')
    expect(count()).toHaveTextContent('25')
  })

  it('keeps the number while the field is empty', async () => {
    const { user } = show({ reps: 30 })
    await user.click(screen.getByText('Type the number'))
    await user.clear(screen.getByLabelText('Number'))
    expect(count()).toHaveTextContent('30')
    await user.tab()
    expect(screen.getByLabelText('Number')).toHaveValue(30)
  })
})
