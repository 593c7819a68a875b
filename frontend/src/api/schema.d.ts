export interface components {
  schemas: {
    User: {
      id: string
      email: string
      username: string
      display_name: string
      weight_kg: number | null
      time_zone: string
      preferences: Record<string, unknown>
      created_at: string
    }
    RegisterRequest: {
      email: string
      username: string
      password: string
      display_name?: string | null
      time_zone?: string
      weight_kg?: number | null
    }
    LoginRequest: { identifier: string; password: string }
    TokenResponse: { access_token: string; token_type: string; expires_in: number }
    UserUpdate: {
      display_name?: string
      weight_kg?: number | null
      time_zone?: string
      preferences?: Record<string, unknown>
    }
    SignedInSession: {
      id: string
      user_agent: string
      signed_in_at: string
      last_used_at: string
      expires_at: string
      current: boolean
    }
    PasswordChange: { current_password: string; new_password: string }
    Workout: {
      id: string
      exercise_type: string
      reps_count: number
      counted_reps: number | null
      duration_seconds: number
      calories_burned: number | null
      met: number | null
      met_code: string | null
      weight_kg: number | null
      started_at: string
      local_date: string
      note: string | null
      source: string
      details: Record<string, unknown>
      created_at: string
      updated_at: string
    }
    WorkoutCreate: {
      id: string
      exercise_type: string
      reps_count: number
      duration_seconds: number
      started_at: string
      calories_burned?: number | null
      met?: number | null
      met_code?: string | null
      weight_kg?: number | null
      counted_reps?: number | null
      note?: string | null
      source?: string
      details?: Record<string, unknown>
      time_zone?: string | null
    }
    WorkoutUpdate: {
      reps_count?: number
      duration_seconds?: number
      note?: string | null
      exercise_type?: string
    }
    WorkoutSaved: {
      workout: components['schemas']['Workout']
      statistics: components['schemas']['Statistics']
    }
    WorkoutPage: { items: components['schemas']['Workout'][]; next_cursor: string | null }
    Totals: { workouts: number; reps: number; duration_seconds: number; calories: number }
    Statistics: {
      totals: components['schemas']['Totals']
      today: components['schemas']['Totals']
      week: components['schemas']['Totals']
      month: components['schemas']['Totals']
      streak: { current: number; longest: number }
      bests: {
        exercise_type: string
        most_reps_in_a_set: number
        most_reps_in_a_day: number
        longest_set_seconds: number
      }[]
      by_exercise: (components['schemas']['Totals'] & { exercise_type: string })[]
      daily: (components['schemas']['Totals'] & { local_date: string })[]
    }
  }
}
