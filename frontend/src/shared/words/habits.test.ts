import { afterEach, describe, expect, it, vi } from 'vitest'
import { firstWeekday, kilograms, weightIn, weightUnit } from './habits'
import { locale, speak, startLanguage } from './language'
import { dayName, weekStart } from '@/shared/lib/dates'
import { formatCount } from '@/shared/lib/format'

function browserSays(languages: unknown): void {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages as string[])
}

afterEach(() => {
  localStorage.clear()
  speak('en', {})
})

describe('the language', () => {
  it.each([
    [['de-AT', 'en'], 'de', 'de-AT'],
    [['nl', 'fr-CA'], 'fr', 'fr-CA'],
    [['en-US'], 'en', 'en-GB'],
    [['xx-nowhere'], 'en', 'en-GB'],
    [['', 7, 'de_DE', null, 'not a tag'], 'en', 'en-GB'],
    [undefined, 'en', 'en-GB'],
  ])('is the first of %j that the app has', async (languages, lang, written) => {
    browserSays(languages)
    await startLanguage()
    expect(document.documentElement.lang).toBe(lang)
    expect(document.documentElement.dir).toBe('ltr')
    expect(locale()).toBe(written)
  })

  it('is the chosen one, whatever the browser says', async () => {
    browserSays(['de'])
    localStorage.setItem('exercise-buddy.language', 'es')
    await startLanguage()
    expect(dayName('2026-03-14', '2026-03-14')).toBe('Hoy')
    expect(dayName('2026-03-10', '2026-03-14')).toBe('martes, 10 de marzo')
    expect(formatCount(12_345)).toBe('12.345')
  })
})

describe('regional habits', () => {
  it.each([
    [['en-US'], 6, 'lb'],
    [['de-DE', 'en-US'], 0, 'kg'],
    [['pt-BR'], 6, 'kg'],
    [['ar-EG'], 5, 'kg'],
    [['de'], 0, 'kg'],
    [[], 0, 'kg'],
  ])('of %j: weeks begin on day %i, and weights are in %s', (languages, day, unit) => {
    browserSays(languages)
    expect([firstWeekday(), weightUnit()]).toEqual([day, unit])
  })

  it('are those chosen on the device, and impossible choices are ignored', () => {
    browserSays(['en-US'])
    localStorage.setItem('exercise-buddy.weight-unit', 'kg')
    localStorage.setItem('exercise-buddy.first-weekday', '0')
    expect([firstWeekday(), weightUnit()]).toEqual([0, 'kg'])
    localStorage.setItem('exercise-buddy.weight-unit', '{"')
    localStorage.setItem('exercise-buddy.first-weekday', '9')
    expect([firstWeekday(), weightUnit()]).toEqual([6, 'lb'])
  })

  it('change an untouched weight by a tenth at most', () => {
    for (let kg = 20; kg <= 500; kg += 0.1) {
      expect(Math.abs(kilograms('lb', weightIn('lb', kg)) - kg)).toBeLessThanOrEqual(0.1)
    }
    expect(weightIn('lb', 70)).toBe(154.3)
  })

  it('begin a week on its first day', () => {
    // A Saturday.
    expect(weekStart('2026-03-14')).toBe('2026-03-09')
    expect(weekStart('2026-03-14', 6)).toBe('2026-03-08')
    expect(weekStart('2026-03-14', 5)).toBe('2026-03-14')
  })
})
