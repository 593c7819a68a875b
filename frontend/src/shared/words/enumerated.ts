// Written by `make api` from the backend's enumerations.

export const EXERCISE_TYPES = [
  'push-up',
  'jump-rope',
  'squat',
  'lunge',
  'sit-up',
  'jumping-jack',
  'high-knees',
  'pull-up',
  'plank',
  'burpee',
  'jump-squat',
] as const

export const VERDICTS = [
  'valid',
  'shallow',
  'no-lock-out',
  'hips-off-line',
  'low-confidence',
] as const

export const VARIANTS = [
  'knee',
  'wall',
  'incline',
  'decline',
  'both-feet',
  'alternate-feet',
  'double-under',
] as const
