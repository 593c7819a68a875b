import type { Page } from '@playwright/test'

/** Something that was said, and when: seconds since the page was opened. */
export interface Spoken {
  readonly text: string
  readonly at: number
}

declare global {
  interface Window {
    spoken: Spoken[]
  }
}

/** Gives the browser a voice, which a machine without speakers lacks, and writes down what it says. */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.spoken = []
    speechSynthesis.getVoices = () => [{ lang: 'en-US' } as SpeechSynthesisVoice]
    speechSynthesis.speak = ({ text }) => {
      if (text !== '') window.spoken.push({ text, at: performance.now() / 1000 })
    }
  })
}

/** All that was said so far, in order. */
export function spoken(page: Page): Promise<Spoken[]> {
  return page.evaluate(() => window.spoken)
}
