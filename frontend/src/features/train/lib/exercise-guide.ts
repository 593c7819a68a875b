import type { ExerciseType } from '@/engine'

export interface ExerciseGuide {
  readonly type: ExerciseType
  readonly name: string
  /** One line for the list to choose from. */
  readonly summary: string
  /** How to put the camera and oneself. */
  readonly setUp: readonly string[]
  /** What is counted as one. */
  readonly counts: string
  /** Said while the person is not in position. */
  readonly getIntoPosition: string
}

const FLOOR = 'Put the device on the floor or a low shelf, two big steps away.'
const UPRIGHT = 'Prop the device up at hip height, three big steps away.'

/** What people are told before they begin, per exercise. */
export const EXERCISE_GUIDES: Readonly<Record<ExerciseType, ExerciseGuide>> = {
  'push-up': {
    type: 'push-up',
    name: 'Push-ups',
    summary: 'Depth, lock-out and body line, rep by rep.',
    setUp: [
      FLOOR,
      'Turn your side to the camera: best for judging depth.',
      'Head, hands and feet should be in the picture.',
    ],
    counts: 'Down until the elbows bend well, up until the arms are straight.',
    getIntoPosition: 'Hands on the floor, arms straight',
  },
  'jump-rope': {
    type: 'jump-rope',
    name: 'Jump rope',
    summary: 'Jumps, tempo, longest run and trips.',
    setUp: [
      UPRIGHT,
      'Face the camera, with room above your head for the rope.',
      'Feet may leave the picture; head to knees must stay in it.',
    ],
    counts: 'Counting shows after four even jumps, those included.',
    getIntoPosition: 'Stand facing the camera',
  },
  squat: {
    type: 'squat',
    name: 'Squats',
    summary: 'Depth and tempo, from the side or the front.',
    setUp: [
      UPRIGHT,
      'Turn your side, or stand at an angle.',
      'Head to feet should be in the picture.',
    ],
    counts: 'Down until the thighs are near level, up until you stand.',
    getIntoPosition: 'Stand up straight, head to feet in the picture',
  },
  lunge: {
    type: 'lunge',
    name: 'Lunges',
    summary: 'Each lunge counts, left or right.',
    setUp: [UPRIGHT, 'Turn your side to the camera.', 'Leave room for the step forward.'],
    counts: 'Down until the front knee is near a right angle, and up again.',
    getIntoPosition: 'Stand side-on, head to feet in the picture',
  },
  'sit-up': {
    type: 'sit-up',
    name: 'Sit-ups',
    summary: 'From flat on the floor to upright.',
    setUp: [FLOOR, 'Lie with your side to the camera.', 'Head to knees should be in the picture.'],
    counts: 'From the shoulders on the floor up to sitting, and back.',
    getIntoPosition: 'Lie on your back, knees bent, side-on',
  },
  'jumping-jack': {
    type: 'jumping-jack',
    name: 'Jumping jacks',
    summary: 'Arms and legs, out and in.',
    setUp: [UPRIGHT, 'Face the camera.', 'Raised hands and feet should stay in the picture.'],
    counts: 'Arms up and legs apart, then back together.',
    getIntoPosition: 'Stand facing the camera, arms down',
  },
  'high-knees': {
    type: 'high-knees',
    name: 'High knees',
    summary: 'Running on the spot, each knee counts.',
    setUp: [UPRIGHT, 'Face the camera.', 'Head to knees should stay in the picture.'],
    counts: 'Each knee lifted to about hip height.',
    getIntoPosition: 'Stand facing the camera',
  },
  'pull-up': {
    type: 'pull-up',
    name: 'Pull-ups',
    summary: 'From a full hang to chin over the bar.',
    setUp: [
      'Prop the device up at chest height, three big steps away.',
      'Face the camera or turn your back to it.',
      'Hands on the bar and hips should be in the picture.',
    ],
    counts: 'From straight arms until the chin is at the hands.',
    getIntoPosition: 'Hang from the bar, arms straight',
  },
  plank: {
    type: 'plank',
    name: 'Plank',
    summary: 'Time held with a straight body.',
    setUp: [
      FLOOR,
      'Turn your side to the camera.',
      'Head, elbows and feet should be in the picture.',
    ],
    counts: 'The seconds during which the body is straight.',
    getIntoPosition: 'On forearms or hands, body in one line',
  },
}
