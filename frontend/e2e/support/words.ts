import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatter } from '@lingui/format-po'
import { type CompiledMessage, compileMessage } from '@lingui/message-utils/compileMessage'

/** A text as parts in a row: words, and the names of what is put between them ("#" for a plural's number). */
type Part = string | { readonly name: string }
type Shape = readonly Part[]

/** Looks up what English texts are called in the page's language. */
export type Look = (english: string | RegExp, exact?: boolean) => string | RegExp

const FOLDER = join(import.meta.dirname, '../../src/shared/words')
const AS_IS: Look = (english) => english

/**
 * The catalogue of a language, the other way round: what a test finds by an English text is found by its translation.
 * What no text holds, such as a name that the test typed, stays as it is.
 */
export function lookIn(language: string): Look {
  if (language === 'en') return AS_IS
  const pairs = catalogue(language)
  const known = new Map<string, string | RegExp>()
  const look: Look = (english, exact = false) => {
    if (typeof english === 'string' && !/\p{L}/u.test(english)) return english
    const found =
      typeof english === 'string'
        ? pairs.flatMap(([from, to]) => translated(english, exact, from, to, pairs))
        : pairs.flatMap(([from, to]) => sampled(english, from, to))
    if (found.length === 0) return english
    const texts = [...new Set(found.map((shape) => patternOf(shape, english)))].join('|')
    return exact ? new RegExp(`^\\s*(?:${texts})\\s*$`) : new RegExp(texts, 'i')
  }
  // Pages have most of their texts in common, and each look goes through the whole catalogue.
  return (english, exact = false) => {
    const key = `${String(exact)} ${typeof english} ${String(english)}`
    const found = known.get(key) ?? look(english, exact)
    known.set(key, found)
    return found
  }
}

/** What one whole English text is called; itself where no text is it. */
export function wordIn(language: string): (english: string) => string {
  const pairs = catalogue(language)
  return (english) => {
    const found = pairs.find(([from]) => from.length === 1 && from[0] === english)?.[1][0]
    return typeof found === 'string' ? found : english
  }
}

type Pair = readonly [from: Shape, to: Shape]

function catalogue(language: string): readonly Pair[] {
  const file = join(FOLDER, `${language}.po`)
  const entries = formatter().parse(readFileSync(file, 'utf8'), {
    locale: language,
    sourceLocale: 'en',
    filename: file,
  }) as Record<string, { message?: string; translation?: string }>
  return Object.values(entries).flatMap(({ message = '', translation = '' }) =>
    // "one" and "other" are the only forms of the four languages that tests come by.
    ['one', 'other'].map((form): Pair => [
      shapeOf(compileMessage(message), form),
      shapeOf(compileMessage(translation), form),
    ]),
  )
}

function shapeOf(message: CompiledMessage | string, form: string): Shape {
  if (typeof message === 'string') return [message]
  return message.flatMap((token): Part[] => {
    if (typeof token === 'string') return token === '#' ? [{ name: '#' }] : [token]
    const [name, kind, forms] = token
    if (kind !== 'plural' || typeof forms !== 'object') return [{ name }]
    const chosen = (forms as Record<string, CompiledMessage>)[form] ?? ''
    return shapeOf(chosen, form).map((part) =>
      typeof part !== 'string' && part.name === '#' ? { name } : part,
    )
  })
}

/** Made once for each text of the catalogue, which every look goes through. */
const WHOLE = { exact: new WeakMap<Shape, RegExp>(), loose: new WeakMap<Shape, RegExp>() }

function wholeOf(shape: Shape, exact: boolean): RegExp {
  const made = exact ? WHOLE.exact : WHOLE.loose
  const whole = made.get(shape) ?? new RegExp(`^${patternOf(shape)}$`, exact ? '' : 'i')
  made.set(shape, whole)
  return whole
}

function translated(
  english: string,
  exact: boolean,
  from: Shape,
  to: Shape,
  pairs: readonly Pair[],
): Shape[] {
  const whole = wholeOf(from, exact).exec(english)
  // "{0} of {1}" would be found in any sentence.
  const isWord = from.some((part) => typeof part === 'string' && /\p{L}/u.test(part))
  const isSentence = from.some((part) => typeof part === 'string' && /\p{L}{3}/u.test(part))
  const areNumbers = whole?.slice(1).every((value) => /\d/.test(value)) ?? false
  if (whole !== null && isWord && (isSentence || areNumbers))
    return [filled(from, to, whole.slice(1), pairs)]
  if (exact) return []
  const holds = from.some(
    (part) => typeof part === 'string' && part.toLowerCase().includes(english.toLowerCase()),
  )
  return holds ? [to] : []
}

/**
 * The translation with what stood between the English words, itself translated where it is made of texts of the app.
 */
function filled(from: Shape, to: Shape, values: readonly string[], pairs: readonly Pair[]): Shape {
  const names = from.flatMap((part) => (typeof part === 'string' ? [] : [part.name]))
  return to.flatMap((part): Shape => {
    if (typeof part === 'string') return [part]
    return inWords(values[names.indexOf(part.name)] ?? '', pairs)
  })
}

/** A name may be put together from several texts: "Push-ups, 20 reps". */
function inWords(value: string, pairs: readonly Pair[]): Shape {
  return value.split(', ').flatMap((piece, index): Shape => {
    const wordOf = (name: string): Shape | undefined =>
      pairs
        .toSorted(([one], [other]) => lettersIn(other) - lettersIn(one))
        .map(([from, to]) => translated(name, true, from, to, pairs)[0])
        .find(Boolean)
    // In mid-sentence English writes a name small.
    const text = wordOf(piece) ?? wordOf(piece.charAt(0).toUpperCase() + piece.slice(1))
    return [...(index === 0 ? [] : [', ']), ...(text ?? [piece])]
  })
}

/** The more of them a text has, the less it is found where another one stands. */
function lettersIn(shape: Shape): number {
  return shape.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0)
}

/**
 * A regular expression for the text: in English with a group for each gap, else with its gaps open, and without spaces,
 * too: number and word may be elements of their own.
 */
function patternOf(shape: Shape, english?: string | RegExp): string {
  const [gap, space] = english === undefined ? ['(.+?)', ' '] : ['.*?', '\\s*']
  return shape
    .map((part) =>
      typeof part === 'string'
        ? part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', space)
        : gap,
    )
    .join('')
}

/**
 * The translation of a text that the expression finds: with the number that the expression names where it stands in the
 * text's first gap.
 */
function sampled(wanted: RegExp, from: Shape, to: Shape): Shape[] {
  const number = /\d+/.exec(wanted.source)?.[0]
  const sample = from.map((part) => (typeof part === 'string' ? part : (number ?? '3'))).join('')
  if (!wanted.test(sample)) return []
  const first = from.find((part) => typeof part !== 'string')?.name
  return [
    to.map((part) =>
      typeof part !== 'string' && part.name === first && number !== undefined ? number : part,
    ),
  ]
}
