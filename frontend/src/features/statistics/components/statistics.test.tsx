import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { describe, expect, it } from 'vitest'
import { StatisticsView } from './statistics-view'
import { TodayPanel } from './today-panel'
import { aUser, someStatistics, totals } from '@/api/testing/factories'
import { apiUrl, problem, server, signIn, serveWith } from '@/api/testing/server'
import type { ExerciseStatistics, Statistics } from '@/api/types'
import { addDays, localDateIn } from '@/shared/lib/dates'
import { renderScreen } from '@/shared/testing/render'

serveWith(http.get(apiUrl('/users/me'), () => HttpResponse.json(aUser())))

const FULL = someStatistics({
  totals: totals({ workouts: 20, days: 9, duration_seconds: 5400, calories: 321.4 }),
  today: totals({ workouts: 1, days: 1, duration_seconds: 65 }),
  yesterday: totals({ workouts: 1, duration_seconds: 30 }),
  week: totals({ workouts: 4, days: 3, duration_seconds: 600 }),
  month: totals({ workouts: 9, days: 5, duration_seconds: 1800 }),
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
  daily: [{ local_date: '2026-03-14', workouts: 2, duration_seconds: 90, calories: 7 }],
  today_by_exercise: [
    { exercise_type: 'push-up', workouts: 1, reps: 30, duration_seconds: 60, calories: 0 },
    { exercise_type: 'plank', workouts: 1, reps: 0, duration_seconds: 45, calories: 0 },
  ],
})

const none = { ...totals(), reps: 0 }

const PUSH_UPS: ExerciseStatistics = {
  exercise_type: 'push-up',
  totals: { ...totals({ workouts: 15, days: 7, duration_seconds: 3600 }), reps: 1234 },
  today: { ...totals({ workouts: 1, days: 1, duration_seconds: 60 }), reps: 30 },
  yesterday: { ...none, workouts: 1, reps: 12 },
  week: { ...totals({ workouts: 4, days: 3, duration_seconds: 600 }), reps: 120 },
  last_week: none,
  month: { ...none, reps: 400 },
  last_month: none,
  records: [
    { record: 'most_reps_in_a_set', value: 31, local_date: '2026-03-02' },
    { record: 'best_cadence_per_minute', value: 42.4, local_date: '2026-03-05' },
  ],
  quality: { valid: 97, shallow: 3, no_lock_out: 0, hips_off_line: 0, low_confidence: 0 },
  daily: [
    {
      local_date: '2026-03-14',
      workouts: 2,
      reps: 61,
      duration_seconds: 90,
      calories: 7,
      most_reps_in_a_set: 31,
      longest_set_seconds: 50,
      longest_run: null,
      best_cadence_per_minute: 42.4,
      quality: { valid: 9, shallow: 1, no_lock_out: 0, hips_off_line: 0, low_confidence: 0 },
    },
  ],
}

function answerWith(statistics: Statistics, pushUps = PUSH_UPS): URLSearchParams[] {
  const asked: URLSearchParams[] = []
  server.use(
    http.get(apiUrl('/statistics'), ({ request }) => {
      asked.push(new URL(request.url).searchParams)
      return HttpResponse.json(statistics)
    }),
    http.get(apiUrl('/statistics/exercise'), () => HttpResponse.json(pushUps)),
  )
  return asked
}

describe('the statistics page', () => {
  it('requests each range once even if the account’s date differs from the device’s', async () => {
    signIn()
    const device = localDateIn(new Date(), Intl.DateTimeFormat().resolvedOptions().timeZone)
    // 25 hours apart: one of them has another date.
    const [zone] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].filter(
      (each) => localDateIn(new Date(), each) !== device,
    )
    const today = localDateIn(new Date(), zone!)
    const ends: (string | null)[] = []
    let tell = (): void => undefined
    const shown = new Promise<void>((resolve) => (tell = resolve))
    server.use(
      http.get(apiUrl('/statistics'), ({ request }) => {
        const to = new URL(request.url).searchParams.get('to')
        if (to !== null) ends.push(to)
        return HttpResponse.json(FULL)
      }),
      http.get(apiUrl('/users/me'), async () => {
        await shown
        return HttpResponse.json(aUser({ time_zone: zone! }))
      }),
    )
    renderScreen(<StatisticsView />)
    await screen.findByRole('region', { name: 'All time' })
    tell()
    await screen.findByRole('grid', { name: 'Sets of each day of the last year' })
    expect(ends).toEqual([today, today])
  })

  it('shows every figure that the server sent', async () => {
    signIn()
    answerWith(FULL)
    renderScreen(<StatisticsView />)

    const allTime = await screen.findByRole('region', { name: 'All time' })
    expect(allTime).toHaveTextContent('Trained in all1 h 30 min9 days · 20 sets · 321 kcal')
    expect(allTime).toHaveTextContent('Streak1day, longest 6')
    expect(screen.getByText('Today').parentElement).toHaveTextContent('1 min1 set · yesterday 30 s')
    expect(screen.getByText('This week').parentElement).toHaveTextContent('10 min4 sets')
    expect(screen.getByText('30 min').parentElement).toHaveTextContent('9 sets')

    const bests = await screen.findByRole('table', { name: 'Personal bests by exercise' })
    const [, pushUps, plank] = within(bests).getAllByRole('row')
    expect(pushUps).toHaveTextContent('Push-ups31701:3543/min–')
    expect(plank).toHaveTextContent('Plank––2:00––')
  })

  it('shows how much was in good form, and the year as a table', async () => {
    signIn()
    const today = localDateIn(new Date(), 'Europe/Berlin')
    answerWith({ ...FULL, daily: [{ ...FULL.daily[0]!, local_date: today }] })
    renderScreen(<StatisticsView />)

    const form = await screen.findByRole('region', { name: 'Form' })
    expect(form).toHaveTextContent('Push-ups97% good · 2% shallow · < 1% not straight')
    const year = await screen.findByRole('grid', {
      name: 'Sets of each day of the last year',
    })
    expect(within(year).getAllByRole('row')).toHaveLength(8)
    expect(
      within(year).getByRole('cell', { name: 'Today: 2\u00a0min, 2 sets · 7\u00a0kcal' }),
    ).toBeVisible()
  })

  it('shows one exercise with its repetitions, its records and their days', async () => {
    signIn()
    answerWith(FULL)
    renderScreen(<StatisticsView exercise="push-up" />)

    const allTime = await screen.findByRole('region', { name: 'All time' })
    expect(allTime).toHaveTextContent('Push-ups, reps in all1,2347 days · 15 sets · 1 h')
    expect(screen.getByText('30 reps').parentElement).toHaveTextContent('yesterday 12 reps')
    const records = await screen.findByRole('region', { name: 'Records' })
    expect(records).toHaveTextContent(/Best set31 repsMonday,? 2 March/)
    expect(records).toHaveTextContent('Highest cadence42/min')
    const months = await screen.findByRole('table', { name: 'This month against others' })
    expect(
      within(months)
        .getAllByRole('rowheader')
        .map((cell) => cell.textContent),
    ).toEqual(['Days', 'Reps', 'Best set', 'Cadence', 'Form', 'Minutes'])
    expect(screen.queryByRole('table', { name: 'Totals by exercise' })).not.toBeInTheDocument()
  })

  it('shows the totals of a day that is tapped or reached by arrow keys', async () => {
    signIn()
    const today = localDateIn(new Date(), 'Europe/Berlin')
    const asked = answerWith({ ...FULL, daily: [{ ...FULL.daily[0]!, local_date: today }] })
    const { user } = renderScreen(<StatisticsView />)

    await user.click(await screen.findByRole('cell', { name: /^Today: 2\smin/ }))
    const chosen = screen.getByRole('region', { name: 'The chosen day' })
    expect(await within(chosen).findByText('Push-ups')).toBeVisible()
    expect(chosen).toHaveTextContent('1,234 reps · 15 sets')
    expect(within(chosen).getByRole('link')).toHaveAttribute(
      'href',
      `/history?from=${today}&to=${today}`,
    )

    await user.keyboard('{ArrowLeft}{Enter}')
    const weekAgo = addDays(today, -7)
    expect(document.activeElement).toHaveAttribute('data-day', weekAgo)
    await waitFor(() =>
      expect(Object.fromEntries(asked.at(-1) ?? [])).toEqual({ from: weekAgo, to: weekAgo }),
    )
    const year = screen.getByRole('grid')
    const chosenCells = [...year.querySelectorAll<HTMLElement>('[aria-selected="true"]')]
    expect(chosenCells.map(({ dataset }) => dataset.day)).toEqual([weekAgo])
    expect(year.querySelectorAll('[tabindex="0"]')).toHaveLength(1)

    // From where a finger was, not from where the keys were.
    const monthAgo = addDays(today, -28)
    await user.click(year.querySelector(`[data-day="${monthAgo}"]`)!)
    await user.keyboard('{ArrowRight}')
    expect(document.activeElement).toHaveAttribute('data-day', addDays(monthAgo, 7))
  })

  it('requests the days once that calendar and months share', async () => {
    // The device's own: where the account's has another date, today's days are asked for again once that is known.
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    server.use(http.get(apiUrl('/users/me'), () => HttpResponse.json(aUser({ time_zone: zone }))))
    signIn()
    const asked = answerWith(FULL)
    const { user } = renderScreen(<StatisticsView />)
    await screen.findByRole('table', { name: 'This month against others' })
    await user.click(screen.getAllByRole('radio', { name: 'Month' })[0]!)

    const today = localDateIn(new Date(), zone)
    const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4, 7)}-01`
    await screen.findByRole('grid', { name: /^Sets of each day in/ })
    expect(asked.map((range) => range.get('from')).toSorted()).toEqual(
      [yearAgo, addDays(today, -29), null].toSorted(),
    )
  })

  it('has the chart’s figures in a table', async () => {
    signIn()
    answerWith(FULL)
    const { user } = renderScreen(<StatisticsView />)

    await user.click(await screen.findByText('Show as a table'))

    const table = screen.getByRole('table', { name: 'Figures by day' })
    expect(within(table).getAllByRole('row')[1]).toHaveTextContent('14 Mar2 min27 kcal')
  })

  it('requests the chosen range, including today', async () => {
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

  it('invites to train if there are no workouts yet', async () => {
    signIn()
    answerWith(someStatistics())
    renderScreen(<StatisticsView />)

    expect(await screen.findByText('Nothing to add up yet')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Start training' })).toHaveAttribute('href', '/train')
  })

  it('says if it cannot be loaded', async () => {
    signIn()
    server.use(http.get(apiUrl('/statistics'), () => problem(503, 'database_unavailable')))
    renderScreen(<StatisticsView />)

    expect(await screen.findByRole('alert')).toHaveTextContent('The server has a problem')
  })
})

describe('the panel about today', () => {
  it('shows today, the streak and the week', async () => {
    signIn()
    answerWith(FULL)
    renderScreen(<TodayPanel />)

    const panel = screen.getByRole('region', { name: 'Today' })
    await waitFor(() => expect(panel).toHaveTextContent('Today1 minPush-ups 30 reps · Plank 45 s'))
    expect(panel).toHaveTextContent('Streak1day, longest 6')
    expect(panel).toHaveTextContent('This week10 min4 sets')
  })

  it('is about the exercise that is looked at', async () => {
    signIn()
    answerWith(FULL)
    renderScreen(<TodayPanel exercise="push-up" />)

    const panel = screen.getByRole('region', { name: 'Today' })
    await waitFor(() => expect(panel).toHaveTextContent('Push-ups today30 reps1 set · 1 min'))
    expect(panel).toHaveTextContent('This week120 reps')
  })

  it('shows repetitions if only one exercise was done today', async () => {
    signIn()
    answerWith({ ...FULL, today_by_exercise: FULL.today_by_exercise.slice(0, 1) })
    renderScreen(<TodayPanel />)

    const panel = screen.getByRole('region', { name: 'Today' })
    await waitFor(() => expect(panel).toHaveTextContent('Push-ups today30 reps1 set · 1 min'))
    expect(panel).toHaveTextContent('This week10 min')
  })

  it('invites to the first set in place of zeros', async () => {
    signIn()
    answerWith(someStatistics())
    renderScreen(<TodayPanel />)

    expect(await screen.findByRole('heading', { name: 'Your first set' })).toBeVisible()
    expect(screen.getByRole('region', { name: 'Today' })).not.toHaveTextContent('0')
  })

  it('encourages on a day without a set', async () => {
    signIn()
    answerWith(someStatistics({ totals: totals({ workouts: 1 }) }))
    renderScreen(<TodayPanel />)

    expect(await screen.findByText('Nothing yet. A single set begins a streak.')).toBeVisible()
    expect(screen.getByRole('region', { name: 'Today' })).not.toHaveTextContent('longest')
  })

  it('says that a set would keep the streak only if there is a streak and nothing was done today', async () => {
    signIn()
    const streak = { current: 3, longest: 6, frozen_days: 0 }
    const all = totals({ workouts: 3 })
    answerWith(
      someStatistics({
        totals: all,
        streak,
        yesterday: totals({ workouts: 1, duration_seconds: 30 }),
      }),
    )
    const { unmount } = renderScreen(<TodayPanel />)
    expect(
      await screen.findByText('Nothing yet, yesterday 30 s. A single set keeps the streak alive.'),
    ).toBeVisible()
    expect(screen.getByText('Today').parentElement).toHaveTextContent('TodayReady?Nothing yet')
    unmount()

    answerWith(FULL, { ...PUSH_UPS, today: none, yesterday: none })
    renderScreen(<TodayPanel exercise="push-up" />)
    expect(await screen.findByText('Nothing yet.')).toBeVisible()
    expect(screen.getByText('Push-ups today').parentElement).toHaveTextContent('today0Nothing yet')
  })
})
