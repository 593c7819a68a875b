import { expect, it } from 'vitest'
import { hideCutMonths } from './cut-months'

function at(element: Element, left: number, right: number): void {
  element.getBoundingClientRect = () => new DOMRect(left, 0, right - left, 16)
}

it('hides the names of months that begin under the row headings, and shows the others again', () => {
  const calendar = document.createElement('div')
  calendar.innerHTML =
    '<table><tr><th><span data-month>Aug</span></th><th><span data-month>Sep</span></th></tr>' +
    '<tr><th scope="row">Mon</th></tr></table>'
  const [august, september] = calendar.querySelectorAll<HTMLElement>('[data-month]')
  at(calendar.querySelector('th[scope=row]')!, 0, 30)
  at(august!, 22, 50)
  at(september!, 60, 90)

  hideCutMonths(calendar)
  expect([august, september].map((name) => name!.style.visibility)).toEqual(['hidden', ''])

  at(august!, 31, 60)
  hideCutMonths(calendar)
  expect(august!.style.visibility).toBe('')
})
