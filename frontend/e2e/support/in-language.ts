import { type Locator, type Page, expect as base } from '@playwright/test'
import { type Look, lookIn, wordIn } from './words'

/**
 * Lets a test that is written in English find its way on a page in another language: names, labels and texts go through
 * the catalogue. Pages and locators are changed once for the whole process, which serves one language.
 */
export function findIn(language: string, page: Page): void {
  const look = lookIn(language)
  teach(Object.getPrototypeOf(page) as object, look)
  const locator = Object.getPrototypeOf(page.locator('body')) as object
  teach(locator, look)
  teachToChoose(locator, wordIn(language))
}

const TAUGHT = Symbol('finds texts in the language of the page')
type Found = string | RegExp
const CHOOSES = Symbol('chooses options by their names in the language of the page')
interface Options {
  readonly exact?: boolean
  readonly name?: Found
  readonly hasText?: Found
}
type Finder = (this: unknown, what: Found, options?: Options) => Locator

function teach(prototype: object, look: Look): void {
  if (Reflect.has(prototype, TAUGHT)) return
  Reflect.set(prototype, TAUGHT, true)
  for (const name of [
    'getByText',
    'getByLabel',
    'getByPlaceholder',
    'getByTitle',
    'getByAltText',
  ]) {
    replace(
      prototype,
      name,
      (find) =>
        function (what, options) {
          return find.call(this, look(what, options?.exact), options)
        },
    )
  }
  replace(
    prototype,
    'getByRole',
    (find) =>
      function (role, options) {
        if (options?.name === undefined) return find.call(this, role, options)
        return find.call(this, role, { ...options, name: look(options.name, options.exact) })
      },
  )
  const filter = Reflect.get(prototype, 'filter') as ((options: Options) => Locator) | undefined
  if (filter === undefined) return
  Reflect.set(prototype, 'filter', function (this: unknown, options: Options) {
    if (options.hasText === undefined) return filter.call(this, options)
    return filter.call(this, { ...options, hasText: look(options.hasText) })
  })
}

/** Options are chosen by their names, which begin with a capital, or by values, which do not. */
function teachToChoose(locator: object, word: (english: string) => string): void {
  if (Reflect.has(locator, CHOOSES)) return
  Reflect.set(locator, CHOOSES, true)
  const choose = Reflect.get(locator, 'selectOption') as Locator['selectOption']
  Reflect.set(locator, 'selectOption', function (this: Locator, value: unknown) {
    const isName = typeof value === 'string' && /^[A-Z]/.test(value)
    return choose.call(this, (isName ? word(value) : value) as string)
  })
}

function replace(prototype: object, name: string, by: (find: Finder) => Finder): void {
  Reflect.set(prototype, name, by(Reflect.get(prototype, name) as Finder))
}

const TEXT_MATCHERS = ['toHaveText', 'toContainText']

/** `expect` whose texts go through the catalogue, too. */
export function expectIn(language: string): typeof base {
  if (language === 'en') return base
  const look = lookIn(language)
  const taught = <Matchers extends object>(matchers: Matchers): Matchers =>
    new Proxy(matchers, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key)
        if (key === 'not') return taught(value as object)
        if (!TEXT_MATCHERS.includes(String(key)) || typeof value !== 'function') return value
        return (text: Found | readonly Found[], ...rest: unknown[]): unknown =>
          value.call(
            target,
            Array.isArray(text) ? text.map((each) => look(each as Found)) : look(text as Found),
            ...rest,
          )
      },
    })
  return new Proxy(base, {
    apply: (target, self, given: Parameters<typeof base>) =>
      taught(Reflect.apply(target, self, given) as object),
  })
}
