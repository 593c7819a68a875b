// Written by `make api` from the backend's catalogue of exercises.

export const MET_LEVELS = {
  'push-up': [
    { abovePerMinute: 0, met: 3.8 },
    { abovePerMinute: 20, met: 7.5 },
  ],
  'jump-rope': [
    { abovePerMinute: 0, met: 8.3 },
    { abovePerMinute: 100, met: 11.8 },
    { abovePerMinute: 120, met: 12.3 },
  ],
  'squat': [
    { abovePerMinute: 0, met: 3.0 },
    { abovePerMinute: 20, met: 6.5 },
  ],
  'lunge': [
    { abovePerMinute: 0, met: 3.0 },
    { abovePerMinute: 20, met: 6.5 },
  ],
  'sit-up': [
    { abovePerMinute: 0, met: 3.8 },
    { abovePerMinute: 20, met: 7.5 },
  ],
  'jumping-jack': [
    { abovePerMinute: 0, met: 3.8 },
    { abovePerMinute: 20, met: 7.5 },
  ],
  'high-knees': [
    { abovePerMinute: 0, met: 3.0 },
    { abovePerMinute: 20, met: 6.5 },
  ],
  'pull-up': [
    { abovePerMinute: 0, met: 3.8 },
    { abovePerMinute: 20, met: 7.5 },
  ],
  'plank': [
    { abovePerMinute: 0, met: 2.8 },
  ],
  'burpee': [
    { abovePerMinute: 0, met: 7.5 },
  ],
  'jump-squat': [
    { abovePerMinute: 0, met: 6.5 },
  ],
} as const
