import { type Locator, type Page, expect } from '@playwright/test'

const READY_TIMEOUT_MS = 60_000

/** The training screen as a person uses it. */
export class TrainingPage {
  readonly page: Page
  readonly start: Locator
  readonly startNow: Locator
  readonly count: Locator
  readonly finishButton: Locator
  readonly saved: Locator
  #cameraOnMs = 0

  constructor(page: Page) {
    this.page = page
    this.start = page.getByTestId('start-set')
    this.startNow = page.getByTestId('start-now')
    this.count = page.getByTestId('rep-count')
    this.finishButton = page.getByTestId('finish-workout')
    this.saved = page.getByTestId('workout-saved')
  }

  /** Open an exercise and press Start as soon as that is possible. */
  async begin(exercise: string): Promise<void> {
    await this.page.goto(`/train/${exercise}`)
    await this.start.waitFor({ timeout: READY_TIMEOUT_MS })
    this.#cameraOnMs = Date.now()
    await this.start.click({ timeout: READY_TIMEOUT_MS })
    await expect(this.startNow.or(this.finishButton)).toBeVisible()
  }

  /** Wait until the camera has been on for this long: its clip starts with it. */
  async untilClipSecond(seconds: number): Promise<void> {
    const leftMs = this.#cameraOnMs + seconds * 1000 - Date.now()
    if (leftMs > 0) await this.page.waitForTimeout(leftMs)
  }

  async reps(): Promise<number> {
    const text = (await this.count.textContent()) ?? ''
    expect(text).toMatch(/^\d+$/)
    return Number(text)
  }

  /** Press Finish, and before it "Start now" if nobody is in position yet; returns the count that was on screen. */
  async finish(): Promise<number> {
    const reps = await this.reps()
    // By its key, which does nothing in a set that has begun by itself since.
    if (await this.startNow.isVisible()) await this.page.keyboard.press('ArrowRight')
    await this.finishButton.click()
    return reps
  }
}
