import { IS_TRANSLATED, expect, test } from '../support/test'
import { FOUR_WITH_ABSENCE, pushUpsWithAbsence } from './clips'
import { listen, spoken, spokenOf } from './spoken'
import { TrainingPage } from './training-page'

const { reps: REPS, awaySeconds: AWAY_SECONDS } = FOUR_WITH_ABSENCE

// Drawn once and kept, but that once takes longer than a test may.
test.beforeAll(() => {
  test.setTimeout(900_000)
  pushUpsWithAbsence()
})

test(
  `a set goes from Start to its result without a hand, through an absence of ${AWAY_SECONDS} seconds`,
  { tag: '@counts' },
  async ({ openBrowser }) => {
    const page = await openBrowser({ clip: pushUpsWithAbsence() })
    await listen(page)
    const training = new TrainingPage(page)
    const line = page.getByTestId('live-line')
    await training.begin('push-up')

    await expect(page.getByRole('timer')).toBeVisible({ timeout: 20_000 })
    await expect(training.count).toHaveText('2', { timeout: 30_000 })
    await expect(line).toHaveText('Come back', { timeout: 15_000 })
    const clock = page
      .getByText('Time', { exact: true })
      .locator('xpath=ancestor-or-self::dt/../dd')
    const stopped = await clock.textContent()
    await page.waitForTimeout(3_000)
    expect(await clock.textContent()).toBe(stopped)
    await expect(training.count).toHaveText(String(REPS), { timeout: 40_000 })

    await expect(training.saved).toBeVisible({ timeout: 40_000 })
    await expect(training.count).toHaveText(String(REPS))
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    // Four in about twelve seconds; with the absence it would be ten a minute at most.
    const cadence = Number.parseInt(
      (await page
        .getByText('Cadence', { exact: true })
        .locator('xpath=ancestor-or-self::dt/../dd')
        .textContent()) ?? '',
    )
    console.log(`  four push-ups with an absence of ${AWAY_SECONDS} s: ${cadence} a minute`)
    expect(cadence).toBeGreaterThanOrEqual(17)

    const said = await spoken(page)
    for (const { text, at } of said) console.log(`  ${at.toFixed(1).padStart(6)} s  ${text}`)
    const order = [
      'Good. Hold still.',
      ...['3', '2', '1', 'Go!'],
      ...['1', '2'],
      'Paused. Come back into position.',
      'Keep going',
      ...['3', '4'],
      'Paused. Come back into position.',
    ]
    // A busy machine loses pictures, and is told so: what it says of them, and of form seen through gaps, is left out.
    expect((await spokenOf(page, order)).map(({ text }) => text)).toEqual(order)
    // Put together from two texts, of which a catalogue has more than one.
    expect(said.at(-1)?.text).toMatch(IS_TRANSLATED ? /\. 4 / : /^Set done\. 4 reps\.$/)
  },
)
