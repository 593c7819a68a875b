import type { components } from './schema'

/** The API's schemas under the names that the app uses. */
type Schemas = components['schemas']

export type ExerciseType = Schemas['ExerciseType']
export type User = Schemas['User']
export type UserChanges = Schemas['UserChanges']
export type NewUser = Schemas['NewUser']
export type Login = Schemas['Login']
export type AccessToken = Schemas['AccessToken']
export type PasswordChange = Schemas['PasswordChange']
export type SignedInSession = Schemas['SignedInSession']
export type Workout = Schemas['Workout']
export type NewWorkout = Schemas['NewWorkout']
export type WorkoutEdit = Schemas['WorkoutChanges']
export type SavedWorkout = Schemas['SavedWorkout']
export type WorkoutPage = Schemas['WorkoutPage']
export type Statistics = Schemas['Statistics']
export type Totals = Schemas['Totals']
export type FieldProblem = Schemas['FieldProblem']
export type Problem = Schemas['Problem']
