import type { components } from './schema'

/** The API's schemas under the names that the app uses. */
type Schemas = components['schemas']

export type User = Schemas['User']
export type UserChanges = Schemas['UserChanges']
export type NewUser = Schemas['NewUser']
export type Login = Schemas['Login']
export type Capabilities = Schemas['Capabilities']
export type EmailChange = Schemas['EmailChange']
export type NewTotp = Schemas['NewTotp']
export type RecoveryCodes = Schemas['RecoveryCodes']
export type SecondFactor = Schemas['SecondFactor']
export type Scope = Schemas['Scope']
/** Null where none is sent. */
export type WeeklyMail = Schemas['WeeklyMail']
export type Reminders = Schemas['Reminders']
export type ReminderChange = Schemas['ReminderChange']
export type PushServer = Schemas['PushServer']
export type MailLanguage = Schemas['Language']
export type ApiToken = Schemas['ApiToken']
export type MadeApiToken = Schemas['MadeApiToken']
export type NewApiToken = Schemas['NewApiToken']
export type Passkey = Schemas['Passkey']
export type PasskeyOptions = Schemas['PasskeyOptions']
export type AccessToken = Schemas['AccessToken']
export type PasswordChange = Schemas['PasswordChange']
/** What a screen shows to be let in, and what became of it. */
export type NewPairing = Schemas['NewPairing']
export type PairedScreen = Schemas['PairedScreen']
export type AskingScreen = Schemas['AskingScreen']
export type SignedInSession = Schemas['SignedInSession']
/** A stored workout as lists have it. */
export type Workout = Schemas['WorkoutItem']
/** One workout, with what is known of its repetitions. */
export type DetailedWorkout = Schemas['Workout']
export type SetDetails = Schemas['SetDetails']
export type NewWorkout = Schemas['NewWorkout']
/** The training that a set belongs to, and its place in it. */
export type Training = Schemas['Training']
export type WorkoutEdit = Schemas['WorkoutChanges']
export type SavedWorkout = Schemas['SavedWorkout']
export type WorkoutPage = Schemas['WorkoutPage']
export type Statistics = Schemas['Statistics']
export type Totals = Schemas['Totals']
/** Of one exercise: only here repetitions are summed. */
export type ExerciseStatistics = Schemas['ExerciseStatistics']
export type FieldProblem = Schemas['FieldProblem']
export type Problem = Schemas['Problem']
export type Goal = Schemas['Goal']
export type NewGoal = Schemas['NewGoal']
export type ImportPreview = Schemas['ImportPreview']
export type ImportRow = Schemas['ImportRow']
export type ImportReason = Schemas['ImportReason']
export type ImportResult = Schemas['ImportResult']
/** What a running set shows on the account's other screens. */
export type LiveState = Schemas['LiveState']
export type Shown = Schemas['Shown']
