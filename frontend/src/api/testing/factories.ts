import { v7 } from 'uuid'
import type {
  AccessToken,
  Capabilities,
  DetailedWorkout,
  NewWorkout,
  Statistics,
  Totals,
  User,
} from '../types'

export const USER_ID = '0190a000-0000-7000-8000-000000000001'

export function aUser(over: Partial<User> = {}): User {
  return {
    id: USER_ID,
    email_verified: false,
    second_factor: false,
    email: 'maya@example.com',
    username: 'maya',
    display_name: 'Maya',
    weight_kg: null,
    time_zone: 'Europe/Berlin',
    preferences: {},
    created_at: '2026-01-01T08:00:00Z',
    ...over,
  }
}

export function someCapabilities(over: Partial<Capabilities> = {}): Capabilities {
  return {
    mail: false,
    passkeys: false,
    public_url: 'http://localhost:8000',
    sign_up_code: false,
    phone_url: null,
    ...over,
  }
}

export function aNewWorkout(over: Partial<NewWorkout> = {}): NewWorkout {
  return {
    id: v7(),
    exercise_type: 'push-up',
    reps_count: 12,
    duration_seconds: 30,
    started_at: '2026-03-14T17:05:00Z',
    time_zone: 'Europe/Berlin',
    ...over,
  }
}

export function aWorkout(over: Partial<DetailedWorkout> = {}): DetailedWorkout {
  return {
    id: v7(),
    exercise_type: 'push-up',
    reps_count: 12,
    counted_reps: 12,
    duration_seconds: 30,
    calories_burned: null,
    met: null,
    met_code: null,
    weight_kg: null,
    started_at: '2026-03-14T17:05:00Z',
    local_date: '2026-03-14',
    note: null,
    source: 'camera',
    details: {},
    created_at: '2026-03-14T17:06:00Z',
    updated_at: '2026-03-14T17:06:00Z',
    edited_at: '2026-03-14T17:06:00Z',
    training: null,
    ...over,
  }
}

export function totals(over: Partial<Totals> = {}): Totals {
  return { workouts: 0, days: 0, duration_seconds: 0, calories: 0, ...over }
}

export function someStatistics(over: Partial<Statistics> = {}): Statistics {
  return {
    totals: totals(),
    today: totals(),
    yesterday: totals(),
    week: totals(),
    last_week: totals(),
    month: totals(),
    last_month: totals(),
    streak: { current: 0, longest: 0, frozen_days: 0 },
    bests: [],
    by_exercise: [],
    today_by_exercise: [],
    daily: [],
    ...over,
  }
}

/** A grant whose token names the user, unsigned: the browser does not verify it. */
export function anAccessToken(over: Partial<AccessToken> = {}, userId = USER_ID): AccessToken {
  const payload = btoa(JSON.stringify({ sub: userId, nonce: v7() })).replaceAll('=', '')
  return { access_token: `e30.${payload}.`, token_type: 'bearer', expires_in: 900, ...over }
}
