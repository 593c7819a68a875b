import { afterEach, expect, it } from 'vitest'
import { outboxStore } from './outbox/outbox'
import { storeWorkout } from './store-workout'
import { clearOutbox } from './testing/clear-outbox'
import { endSession } from '@/api/session'
import { aNewWorkout } from '@/api/testing/factories'
import { signIn } from '@/api/testing/server'

afterEach(async () => {
  endSession('person')
  await clearOutbox()
})

it('puts the weight and the zone of whoever is signed in by now into no other account', async () => {
  signIn('ben')
  const theirs = aNewWorkout({ weight_kg: 90 })
  const own = aNewWorkout({ weight_kg: 90 })

  await storeWorkout(theirs, 'maya')
  await storeWorkout(own, 'ben')

  const { weight_kg: _weight, time_zone: _zone, ...rest } = theirs
  const kept = new Map((await outboxStore.all()).map((item) => [item.ownerId, item.workout]))
  expect(kept.get('maya')).toEqual(rest)
  expect(kept.get('ben')).toEqual(own)
})
