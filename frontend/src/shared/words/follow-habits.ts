import { chosenFirstWeekday, weightUnit } from './habits'
import { chosenLanguage } from './language'

const asChosen = (): string =>
  JSON.stringify([chosenLanguage(), chosenFirstWeekday(), weightUnit()])

const drawnBy = asChosen()

/** Draws the page anew where another tab has chosen a language or a habit since. Returns the way to stop. */
export function followHabits(): () => void {
  const look = (): void => {
    if (asChosen() !== drawnBy) location.reload()
  }
  look()
  addEventListener('storage', look)
  return () => removeEventListener('storage', look)
}
