import type { Page } from '@playwright/test'
import { LANGUAGE } from '../support/test'
import { lookIn } from '../support/words'

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

/** Gives the browser a voice of its language, which a machine without speakers lacks, and writes down what it says. */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.spoken = []
    speechSynthesis.getVoices = () => [{ lang: navigator.language } as SpeechSynthesisVoice]
    speechSynthesis.speak = ({ text }) => {
      if (text !== '') window.spoken.push({ text, at: performance.now() / 1000 })
    }
  })
}

/** All that was said so far, in order. */
export function spoken(page: Page): Promise<Spoken[]> {
  return page.evaluate(() => window.spoken)
}

/** Those of the English `texts` that were said, in order; the page may have said them in another language. */
export async function spokenOf(page: Page, texts: readonly string[]): Promise<Spoken[]> {
  const look = lookIn(LANGUAGE)
  const isSaidBy = (english: string, text: string): boolean => {
    const wanted = look(english, true)
    return typeof wanted === 'string' ? wanted === text : wanted.test(text)
  }
  return (await spoken(page)).flatMap(({ text, at }) => {
    const english = texts.find((each) => isSaidBy(each, text))
    return english === undefined ? [] : [{ text: english, at }]
  })
}
