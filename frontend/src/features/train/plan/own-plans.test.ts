import { beforeEach, expect, it } from 'vitest'
import { useOwnPlans } from './own-plans'
import { readyMadePlans } from './ready-made-plans'
import { endSession } from '@/api/session'
import { signIn } from '@/api/testing/server'
import type { Plan } from '@/workouts/plan'

const KEY = 'exercise-buddy.plans'

function plan(id: string): Plan {
  return { ...readyMadePlans()[0]!, id }
}

function shown(): string[] {
  return useOwnPlans.getState().plans.map(({ id }) => id)
}

/** As another tab, or an earlier version, has stored them. */
function storeElsewhere(plans: readonly object[]): void {
  localStorage.setItem(KEY, JSON.stringify(plans))
  window.dispatchEvent(new StorageEvent('storage', { key: KEY }))
}

beforeEach(() => {
  endSession('person')
  storeElsewhere([])
})

it('shows each account on a shared device its own plans', () => {
  signIn('ada')
  useOwnPlans.getState().keep(plan('of-ada'))
  signIn('ben')
  expect(shown()).toEqual([])
  useOwnPlans.getState().keep(plan('of-ben'))
  endSession('person')
  expect(shown()).toEqual([])
  signIn('ada')
  expect(shown()).toEqual(['of-ada'])
})

it('brings a guest’s plans, and those of earlier versions, into the account that signs in', () => {
  storeElsewhere([plan('earlier')])
  useOwnPlans.getState().keep(plan('of-guest'))
  expect(shown()).toEqual(['earlier', 'of-guest'])
  signIn('ada')
  expect(shown()).toEqual(['earlier', 'of-guest'])
  signIn('ben')
  expect(shown()).toEqual([])
})

it('keeps what another tab has kept meanwhile', () => {
  signIn('ada')
  useOwnPlans.getState().keep(plan('here'))
  const both = [...(JSON.parse(localStorage.getItem(KEY)!) as object[]), plan('there')]
  localStorage.setItem(KEY, JSON.stringify(both))
  useOwnPlans.getState().keep(plan('here-again'))
  expect(JSON.parse(localStorage.getItem(KEY)!)).toHaveLength(3)
})
