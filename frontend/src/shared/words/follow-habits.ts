import { chosenFirstWeekday, weightUnit } from './habits'
import { chosenLanguage } from './language'

const asChosen = (): string =>
  JSON.stringify([chosenLanguage(), chosenFirstWeekday(), weightUnit()])

const drawnBy = asChosen()

/**
 * Reloads the page if another tab has chosen another language or regional setting. Returns a function that stops it.
 */
export function followHabits(): () => void {
  const look = (): void => {
    if (asChosen() !== drawnBy) location.reload()
  }
  look()
  addEventListener('storage', look)
  return () => removeEventListener('storage', look)
}
