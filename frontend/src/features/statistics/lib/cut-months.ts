/**
 * Hides the names of months that begin left of what is visible of a scrolled calendar: half a name is none. Its row
 * headings stay in place, above the columns that are scrolled away.
 */
export function hideCutMonths(calendar: HTMLElement): void {
  const heading = calendar.querySelector('th[scope=row]')
  const edge = heading?.getBoundingClientRect().right ?? 0
  const names = [...calendar.querySelectorAll<HTMLElement>('[data-month]')]
  // All are read before any is written, so that the page is laid out once.
  const cut = names.map((name) => name.getBoundingClientRect().left < edge)
  names.forEach((name, index) => {
    name.style.visibility = cut[index] === true ? 'hidden' : ''
  })
}
