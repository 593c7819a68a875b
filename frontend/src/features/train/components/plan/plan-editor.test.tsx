import { act, screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useOwnPlans } from '../../plan/own-plans'
import { stubBrowser } from '../../testing/browser'
import { PlanEditor } from './plan-editor'
import { endSession } from '@/api/session'
import { signIn } from '@/api/testing/server'
import { renderScreen } from '@/shared/testing/render'
import type { PlanStep } from '@/workouts/plan'

beforeEach(() => {
  localStorage.setItem('exercise-buddy.plans', '[]')
  stubBrowser()
})

afterEach(() => {
  endSession('person')
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function open() {
  const onSaved = vi.fn<(id: string) => void>()
  const rendered = renderScreen(<PlanEditor plan={null} onSaved={onSaved} onRemoved={vi.fn()} />)
  return { ...rendered, onSaved }
}

function set(number: number) {
  return within(screen.getByRole('group', { name: `Set ${number}` }))
}

/** Exercise, target and rest of each set that was kept. */
function kept(): unknown[] {
  expect(useOwnPlans.getState().plans).toHaveLength(1)
  const steps: readonly PlanStep[] = useOwnPlans.getState().plans[0]?.steps ?? []
  return steps.map(({ exercise, target, rest }) => [exercise, target, rest])
}

async function tabTo(user: UserEvent, element: HTMLElement): Promise<void> {
  for (let presses = 0; presses < 40 && document.activeElement !== element; presses += 1) {
    await user.tab()
  }
  expect(element).toHaveFocus()
}

describe('a plan of one’s own', () => {
  it('is made with a mouse or a thumb', async () => {
    const { user, onSaved } = open()
    await user.click(screen.getByRole('button', { name: 'Add a set' }))
    await user.click(screen.getByRole('button', { name: 'Add a set' }))
    await user.selectOptions(set(2).getByLabelText('Exercise'), 'plank')
    await user.selectOptions(set(3).getByLabelText('Exercise'), 'squat')
    await user.selectOptions(set(3).getByLabelText('Target'), 'open')
    await user.selectOptions(set(3).getByLabelText('Rest after it'), 'return')
    await user.click(screen.getByRole('button', { name: 'Move set 3 up' }))
    await user.click(screen.getByRole('button', { name: 'Remove set 1' }))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('Give it a name')
    expect(onSaved).not.toHaveBeenCalled()

    await user.type(screen.getByLabelText('Name'), 'Morning')
    await user.dblClick(screen.getByRole('button', { name: 'Save' }))
    expect(kept()).toEqual([
      ['squat', { kind: 'open' }, { kind: 'return' }],
      ['plank', { kind: 'seconds', seconds: 60 }, { kind: 'seconds', seconds: 60 }],
    ])
    expect(onSaved).toHaveBeenCalledWith(useOwnPlans.getState().plans[0]?.id)
  })

  it('is made by keyboard alone, and the focus is never lost', async () => {
    const { user, onSaved } = open()
    await tabTo(user, screen.getByLabelText('Name'))
    await user.keyboard('Evening')
    await tabTo(user, screen.getByRole('button', { name: 'Add a set' }))
    await user.keyboard('{Enter}')
    await user.tab({ shift: true })
    await user.tab({ shift: true })
    // Back in set 2, in its rest: emptied, and typed again.
    expect(set(2).getByLabelText('Seconds')).toHaveFocus()
    await user.keyboard('{Backspace}{Backspace}90')
    expect(set(2).getByLabelText('Seconds')).toHaveValue(90)

    await tabTo(user, screen.getByRole('button', { name: 'Move set 2 up' }))
    await user.keyboard('{Enter}')
    expect(screen.getByRole('group', { name: 'Set 1' })).toHaveFocus()
    await tabTo(user, screen.getByRole('button', { name: 'Remove set 2' }))
    await user.keyboard(' ')
    expect(screen.getByRole('group', { name: 'Set 1' })).toHaveFocus()

    await tabTo(user, screen.getByLabelText('Name'))
    await user.keyboard('{Enter}')
    expect(kept()).toEqual([
      ['push-up', { kind: 'reps', reps: 10 }, { kind: 'seconds', seconds: 90 }],
    ])
    expect(onSaved).toHaveBeenCalledOnce()
  })

  it('is typed on where the session ended, once its account has signed in again', async () => {
    signIn('maya')
    const { user, unmount } = open()
    await user.type(screen.getByLabelText('Name'), 'Morning')
    await user.click(screen.getByRole('button', { name: 'Add a set' }))
    act(() => endSession('server'))
    await user.type(screen.getByLabelText('Name'), ' set')
    unmount()

    act(() => signIn('ben'))
    const others = open()
    expect(screen.getByLabelText('Name')).toHaveValue('')
    others.unmount()

    act(() => signIn('maya'))
    const again = open()
    expect(screen.getByLabelText('Name')).toHaveValue('Morning set')
    expect(screen.getAllByRole('group')).toHaveLength(2)
    await again.user.click(screen.getByRole('button', { name: 'Save' }))
    again.unmount()
    open()
    expect(screen.getByLabelText('Name')).toHaveValue('')
  })

  it('is not typed again by who stored it as a guest', async () => {
    signIn('maya')
    const { user, unmount } = open()
    await user.type(screen.getByLabelText('Name'), 'Morning')
    act(() => endSession('server'))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    unmount()
    act(() => signIn('maya'))
    open()
    expect(screen.getByLabelText('Name')).toHaveValue('')
  })
})
