/** What the query cache holds of workouts, and of what is reckoned from them. The first word of each query's key. */
export const WORKOUTS_KEY = ['workouts'] as const
export const STATISTICS_KEY = ['statistics'] as const
export const GOALS_KEY = ['goals'] as const
