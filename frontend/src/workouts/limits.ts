/** The server's limits of a set: its repetitions, and the characters of its note. */
export const MAX_REPS = 100_000
export const MAX_NOTE = 2000
