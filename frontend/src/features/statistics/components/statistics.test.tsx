import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { describe, expect, it } from 'vitest'
import { everyDay } from '../lib/every-day'
import { StatisticsView } from './statistics-view'
import { TodayPanel } from './today-panel'
import { aUser, someStatistics, totals } from '@/api/testing/factories'
import { apiUrl, problem, server, signIn, serveWith } from '@/api/testing/server'
import type { Statistics } from '@/api/types'
import { addDays, localDateIn } from '@/shared/lib/dates'
import { renderScreen } from '@/shared/testing/render'

serveWith(http.get(apiUrl('/users/me'), () => HttpResponse.json(aUser())))

const FULL = someStatistics({
  totals: totals({ workouts: 20, reps: 1234, duration_seconds: 5400, calories: 321.4 }),
  today: totals({ workouts: 1, reps: 30, duration_seconds: 65 }),
  yesterday: totals({ reps: 12 }),
  week: totals({ workouts: 4, reps: 120, duration_seconds: 600 }),
  month: totals({ workouts: 9, reps: 400, duration_seconds: 1800 }),
  streak: { current: 1, longest: 6, frozen_days: 0 },
  bests: [
    {
      exercise_type: 'push-up',
      most_reps_in_a_set: 31,
      most_reps_in_a_day: 70,
      longest_set_seconds: 95,
      longest_run: null,
      best_cadence_per_minute: 42.5,
    },
    {
      exercise_type: 'plank',
      most_reps_in_a_set: 0,
      most_reps_in_a_day: 0,
      longest_set_seconds: 120,
      longest_run: null,
      best_cadence_per_minute: null,
    },
  ],
  by_exercise: [
    {
      exercise_type: 'push-up',
      workouts: 15,
      reps: 1234,
      duration_seconds: 3600,
      calories: 0,
      quality: { valid: 1200, shallow: 30, no_lock_out: 4, hips_off_line: 0, low_confidence: 0 },
    },
  ],
  daily: [{ local_date: '2026-03-14', workouts: 2, reps: 61, duration_seconds: 90, calories: 7 }],
})

function answerWith(statistics: Statistics): URLSearchParams[] {
  const asked: URLSearchParams[] = []
  server.use(
    http.get(apiUrl('/statistics'), ({ request }) => {
      asked.push(new URL(request.url).searchParams)
      return HttpResponse.json(statistics)
    }),
  )
  return asked
}

describe('the statistics page', () => {
  it('shows every figure that the server sent', async () => {
    signIn()
    answerWith(FULL)
    renderScreen(<StatisticsView />)

    const allTime = await screen.findByRole('region', { name: 'All time' })
    expect(allTime).toHaveTextContent('Reps of all time1,23420 workouts · 1 h 30 min · 321 kcal')
    expect(allTime).toHaveTextContent('Streak1day, longest 6')
    expect(screen.getByText('Today, reps').parentElement).toHaveTextContent(
      '301 workout · 1 min · yesterday 12',
    )
    expect(screen.getByText('This week, reps').parentElement).toHaveTextContent('120')
    expect(screen.getByText('This month, reps').parentElement).toHaveTextContent('400')

    const bests = screen.getByRole('table', { name: 'Personal bests by exercise' })
    const [, pushUps, plank] = within(bests).getAllByRole('row')
    expect(pushUps).toHaveTextContent('Push-ups31701:3543–')
    expect(plank).toHaveTextContent('Plank––2:00––')
  })

  it('shows how much was in good form, and the year as a table', async () => {
    signIn()
    const today = localDateIn(new Date(), 'Europe/Berlin')
    answerWith({ ...FULL, daily: [{ ...FULL.daily[0]!, local_date: today }] })
    renderScreen(<StatisticsView />)

    const form = await screen.findByRole('region', { name: 'Form' })
    expect(form).toHaveTextContent('Push-ups97 % good · 2 % shallow · < 1 % not straight')
    const year = screen.getByRole('table', { name: 'Workouts of each day of the last year' })
    expect(within(year).getAllByRole('row')).toHaveLength(8)
    expect(within(year).getByText('61 reps, 2 min')).toBeInTheDocument()
  })

  it('has the chart’s figures in a table', async () => {
    signIn()
    answerWith(FULL)
    const { user } = renderScreen(<StatisticsView />)

    await user.click(await screen.findByText('Show as a table'))

    const table = screen.getByRole('table', { name: 'Workouts, reps and time by day' })
    expect(within(table).getAllByRole('row')[1]).toHaveTextContent('14 Mar2612 min')
  })

  it('asks for the range that is chosen, today included', async () => {
    signIn()
    const asked = answerWith(FULL)
    const { user } = renderScreen(<StatisticsView />)
    await user.click(await screen.findByRole('radio', { name: 'Week' }))

    const today = localDateIn(new Date(), 'Europe/Berlin')
    await waitFor(() =>
      expect(Object.fromEntries(asked.at(-1) ?? [])).toEqual({
        from: addDays(today, -6),
        to: today,
      }),
    )
  })

  it('invites to train where there is nothing to add up', async () => {
    signIn()
    answerWith(someStatistics())
    renderScreen(<StatisticsView />)

    expect(await screen.findByText('Nothing to add up yet')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Start training' })).toHaveAttribute('href', '/train')
  })

  it('says when it cannot be loaded', async () => {
    signIn()
    server.use(http.get(apiUrl('/statistics'), () => problem(503, 'database_unavailable')))
    renderScreen(<StatisticsView />)

    expect(await screen.findByRole('alert')).toHaveTextContent('The server has a problem')
  })
})

describe('the panel of the day', () => {
  it('counts today, the streak and the week', async () => {
    signIn()
    answerWith(FULL)
    renderScreen(<TodayPanel />)

    const panel = screen.getByRole('region', { name: 'Today' })
    await waitFor(() => expect(panel).toHaveTextContent('Reps today301 workout · 1 min'))
    expect(panel).toHaveTextContent('Streak1day, longest 6')
    expect(panel).toHaveTextContent('This week120reps in 4 workouts')
  })

  it('encourages on a day without a workout', async () => {
    signIn()
    answerWith(someStatistics())
    renderScreen(<TodayPanel />)

    expect(await screen.findByText(/Nothing yet/)).toBeVisible()
  })
})

describe('everyDay', () => {
  it('fills the days without a workout, over a leap day and a change of clocks', () => {
    const known = {
      local_date: '2028-02-29',
      workouts: 1,
      reps: 5,
      duration_seconds: 9,
      calories: 0,
    }
    const days = everyDay([known], '2028-02-28', '2028-03-01')

    expect(days.map((day) => [day.local_date, day.reps])).toEqual([
      ['2028-02-28', 0],
      ['2028-02-29', 5],
      ['2028-03-01', 0],
    ])
    expect(everyDay([], '2026-03-28', '2026-03-30')).toHaveLength(3)
  })
})
