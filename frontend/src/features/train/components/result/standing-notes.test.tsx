import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Standing } from '../../lib/standing'
import { standingWith } from '../../testing/standing'
import { StandingNotes } from './standing-notes'
import type { ExerciseType } from '@/engine'
import { renderScreen } from '@/shared/testing/render'

function show(before: Standing | null, exercise: ExerciseType, done: number): void {
  renderScreen(<StandingNotes before={before} now={before} exercise={exercise} done={done} />)
}

describe('what a set is compared with', () => {
  it.each([
    [13, 'A new best: 13 in one set. Before: 12.'],
    [12, 'As many as your best set: 12.'],
    [11, 'Your best set: 12.'],
  ])('is the most repetitions of an earlier one: %i', (done, text) => {
    show(standingWith('push-up', { reps: 12 }), 'push-up', done)
    expect(screen.getByRole('listitem')).toHaveTextContent(text)
  })

  it.each([
    [95, 'A new best: 1:35 in one set. Before: 1:30.'],
    [80, 'Your best set: 1:30.'],
  ])('is the longest hold of an earlier one: %i s', (done, text) => {
    show(standingWith('plank', { seconds: 90 }), 'plank', done)
    expect(screen.getByRole('listitem')).toHaveTextContent(text)
  })

  it('is nothing with a first set, another exercise’s best, or as a guest', () => {
    show(standingWith('squat', { reps: 12 }), 'push-up', 20)
    show(null, 'push-up', 20)
    expect(screen.queryByRole('listitem')).toBeNull()
  })
})
