import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { v7 } from 'uuid'
import type { LiveState, NewWorkout, Statistics } from '../../src/api/types.ts'

export const PASSWORD = 'correct horse battery'

export interface Account {
  readonly username: string
  readonly email: string
}

export function newAccount(): Account {
  const username = `e2e-${randomUUID().slice(0, 18)}`
  return { username, email: `${username}@example.com` }
}

/** The API of the server under test, as another device of the account would use it. */
export class ApiClient {
  readonly #origin: string
  #token = ''
  #cookies: readonly string[] = []

  constructor(origin: string) {
    this.#origin = origin
  }

  async register(account: Account, timeZone = 'Europe/Berlin'): Promise<void> {
    await this.#send('POST', '/auth/register', {
      ...account,
      password: PASSWORD,
      time_zone: timeZone,
      weight_kg: 70,
    })
    await this.login(account)
  }

  async login({ username }: Account): Promise<void> {
    const answer = await this.#send('POST', '/auth/login', {
      identifier: username,
      password: PASSWORD,
    })
    this.#token = ((await answer.json()) as { access_token: string }).access_token
    this.#cookies = answer.headers.getSetCookie()
  }

  /** Has the page, once it is opened again, signed in: without the screen, which other tests go through. */
  async handOver(page: Page): Promise<void> {
    // A refresh token is good for once: used by two, it ends the session.
    if (this.#cookies.length === 0)
      throw new Error('Nothing to hand over: log in first, and again for each page.')
    const domain = new URL(this.#origin).hostname
    const cookies = this.#cookies.map((cookie) => {
      const [, name = '', value = '', path = ''] = /^(.*?)=(.*?);.*Path=([^;]*)/i.exec(cookie) ?? []
      return { name, value, domain, path, httpOnly: true, sameSite: 'Strict' as const }
    })
    await page.context().addCookies(cookies)
    this.#cookies = []
    // Of this origin, and nothing of the app runs in it.
    await page.goto(`${this.#origin}/healthz`)
    const [, claims = ''] = this.#token.split('.')
    const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string }
    await page.evaluate((id) => localStorage.setItem('exercise-buddy.user', id), sub)
  }

  async addWorkout(over: Partial<NewWorkout> = {}): Promise<NewWorkout> {
    const workout: NewWorkout = {
      id: v7(),
      exercise_type: 'push-up',
      reps_count: 20,
      duration_seconds: 60,
      // Just now: an hour ago may have been yesterday.
      started_at: new Date(Date.now() - 61_000).toISOString(),
      ...over,
    }
    await this.#send('POST', '/workouts', workout)
    return workout
  }

  /** What a device of the account that trains shows on the others. */
  async show(state: LiveState): Promise<void> {
    await this.#send('POST', '/live', state)
  }

  async statistics(): Promise<Statistics> {
    return (await (await this.#send('GET', '/statistics')).json()) as Statistics
  }

  /** Of every exercise: whether all arrived once, which is no figure for people. */
  async repsStored(): Promise<number> {
    return (await this.statistics()).by_exercise.reduce((sum, { reps }) => sum + reps, 0)
  }

  async #send(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(`${this.#origin}/api/v1${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${this.#token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
}

/** The API of a new account, which has done a set of each of these many push-ups. */
export async function newMember(origin: string, reps: readonly number[] = []): Promise<ApiClient> {
  const api = new ApiClient(origin)
  await api.register(newAccount())
  for (const count of reps) await api.addWorkout({ reps_count: count })
  return api
}

export async function signIn(page: Page, { username }: Account): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('Email or username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: `Hello, ${username}` })).toBeVisible()
}

export async function signUp(page: Page, { username, email }: Account): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
}
