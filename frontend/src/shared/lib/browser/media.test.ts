import { afterEach, expect, it, vi } from 'vitest'
import { answerMediaQueries, mediaMatches, onMediaChange } from './media'

const QUERY = '(prefers-reduced-motion: reduce)'

afterEach(() => vi.unstubAllGlobals())

it.each([
  ['has no media queries', undefined],
  ['answers nothing to them', () => null],
  ['answers with nothing of use', () => undefined],
])('a browser that %s matches no media query, also for libraries', (_, matchMedia) => {
  vi.stubGlobal('matchMedia', matchMedia)
  expect(mediaMatches(QUERY)).toBe(false)
  onMediaChange(QUERY, vi.fn())()

  answerMediaQueries()

  const list = window.matchMedia(QUERY)
  expect(list).toMatchObject({ media: QUERY, matches: false })
  list.addEventListener('change', vi.fn())
})

it('a browser with media queries is left unchanged', () => {
  const real = vi.fn(() => ({ matches: true }))
  vi.stubGlobal('matchMedia', real)
  answerMediaQueries()
  expect(Reflect.get(window, 'matchMedia')).toBe(real)
  expect(mediaMatches(QUERY)).toBe(true)
})
