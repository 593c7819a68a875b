import { within } from '../within'

/** Some browsers never answer, until they are started again. */
const OPENS_WITHIN_MS = 5_000

/** The database that is being opened; rejects if the browser takes too long. */
export function openInTime<Database>(opening: Promise<Database>): Promise<Database> {
  return within(OPENS_WITHIN_MS, opening, () => new Error('The database does not open'))
}
