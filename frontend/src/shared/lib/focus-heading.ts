/** Puts the focus on the page's heading: for when what held it has gone from the page. */
export function focusHeading(): void {
  document.querySelector('h1')?.focus()
}
