import type { components } from './schema'

/** The API's schemas under the names that the app uses. */
type Schemas = components['schemas']

export type User = Schemas['User']
export type UserUpdate = Schemas['UserUpdate']
export type RegisterRequest = Schemas['RegisterRequest']
export type LoginRequest = Schemas['LoginRequest']
export type PasswordChange = Schemas['PasswordChange']
export type SignedInSession = Schemas['SignedInSession']
export type AccessGrant = Schemas['TokenResponse']
export type Workout = Schemas['Workout']
export type NewWorkout = Schemas['WorkoutCreate']
export type WorkoutEdit = Schemas['WorkoutUpdate']
export type SavedWorkout = Schemas['WorkoutSaved']
export type WorkoutPage = Schemas['WorkoutPage']
export type Statistics = Schemas['Statistics']
export type Totals = Schemas['Totals']
