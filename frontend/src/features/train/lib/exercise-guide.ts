import { t } from '@lingui/core/macro'
import type { ExerciseType } from '@/engine'

export interface ExerciseGuide {
  readonly type: ExerciseType
  readonly name: string
  /** One line for the list of exercises. */
  readonly summary: string
  /** How to place the camera and oneself. */
  readonly setUp: readonly string[]
  /** What counts as one repetition. */
  readonly counts: string
  /** Shown and said while the user is not in position. */
  readonly getIntoPosition: string
}

const floor = (): string => t`Put the device on the floor or a low shelf, two big steps away.`
const upright = (): string => t`Prop the device up at hip height, three big steps away.`

const GUIDES: Readonly<Record<ExerciseType, () => ExerciseGuide>> = {
  'push-up': () => ({
    type: 'push-up',
    name: t`Push-ups`,
    summary: t`Depth, lock-out and body line, rep by rep.`,
    setUp: [
      floor(),
      t`Turn your side to the camera: best for judging depth.`,
      t`Head, hands and feet should be in the picture.`,
    ],
    counts: t`Down until the elbows bend well, up until the arms are straight.`,
    getIntoPosition: t`Hands on the floor, arms straight`,
  }),
  'jump-rope': () => ({
    type: 'jump-rope',
    name: t`Jump rope`,
    summary: t`Jumps, cadence, longest run and trips.`,
    setUp: [
      upright(),
      t`Face the camera, with room above your head for the rope.`,
      t`Feet may leave the picture; head to knees must stay in it.`,
    ],
    counts: t`Counting shows after four even jumps, those included.`,
    getIntoPosition: t`Stand facing the camera`,
  }),
  squat: () => ({
    type: 'squat',
    name: t`Squats`,
    summary: t`Depth and tempo, from the side or the front.`,
    setUp: [
      upright(),
      t`Turn your side, or stand at an angle.`,
      t`Head to feet should be in the picture.`,
    ],
    counts: t`Down until the thighs are near level, up until you stand.`,
    getIntoPosition: t`Stand up straight, head to feet in the picture`,
  }),
  lunge: () => ({
    type: 'lunge',
    name: t`Lunges`,
    summary: t`Each lunge counts, left or right.`,
    setUp: [upright(), t`Turn your side to the camera.`, t`Leave room for the step forward.`],
    counts: t`Down until the front knee is near a right angle, and up again.`,
    getIntoPosition: t`Stand side-on, head to feet in the picture`,
  }),
  'sit-up': () => ({
    type: 'sit-up',
    name: t`Sit-ups`,
    summary: t`From flat on the floor to upright.`,
    setUp: [
      floor(),
      t`Lie with your side to the camera.`,
      t`Head to knees should be in the picture.`,
    ],
    counts: t`From the shoulders on the floor up to sitting, and back.`,
    getIntoPosition: t`Lie on your back, knees bent, side-on`,
  }),
  'jumping-jack': () => ({
    type: 'jumping-jack',
    name: t`Jumping jacks`,
    summary: t`Arms and legs, out and in.`,
    setUp: [upright(), t`Face the camera.`, t`Raised hands and feet should stay in the picture.`],
    counts: t`Arms up and legs apart, then back together.`,
    getIntoPosition: t`Stand facing the camera, arms down`,
  }),
  'high-knees': () => ({
    type: 'high-knees',
    name: t`High knees`,
    summary: t`Running on the spot, each knee counts.`,
    setUp: [upright(), t`Face the camera.`, t`Head to knees should stay in the picture.`],
    counts: t`Each knee lifted to about hip height.`,
    getIntoPosition: t`Stand facing the camera`,
  }),
  'pull-up': () => ({
    type: 'pull-up',
    name: t`Pull-ups`,
    summary: t`From a full hang to chin over the bar.`,
    setUp: [
      t`Prop the device up at chest height, three big steps away.`,
      t`Face the camera or turn your back to it.`,
      t`Hands on the bar and hips should be in the picture.`,
    ],
    counts: t`From straight arms until the chin is at the hands.`,
    getIntoPosition: t`Hang from the bar, arms straight`,
  }),
  plank: () => ({
    type: 'plank',
    name: t`Plank`,
    summary: t`Time held with a straight body.`,
    setUp: [
      floor(),
      t`Turn your side to the camera.`,
      t`Head, elbows and feet should be in the picture.`,
    ],
    counts: t`The seconds during which the body is straight.`,
    getIntoPosition: t`On forearms or hands, body in one line`,
  }),
  burpee: () => ({
    type: 'burpee',
    name: t`Burpees`,
    summary: t`From standing to the floor and up again. Experimental.`,
    setUp: [
      t`Prop the device up at knee height, four big steps away.`,
      t`Turn your side, or stand at an angle.`,
      t`Head to feet should stay in the picture, standing and on the floor.`,
    ],
    counts: t`Down to a plank and up again; counting shows after two.`,
    getIntoPosition: t`Stand side-on, head to feet in the picture`,
  }),
  'jump-squat': () => ({
    type: 'jump-squat',
    name: t`Jump squats`,
    summary: t`A squat, and both feet off the ground. Experimental.`,
    setUp: [
      upright(),
      t`Face the camera, or stand at an angle.`,
      t`Head to feet should be in the picture, with room for the jump.`,
    ],
    counts: t`Down as in a squat, then up until both feet leave the ground.`,
    getIntoPosition: t`Stand up straight, head to feet in the picture`,
  }),
}

/** The instructions before a set, in the page's language. */
export function exerciseGuide(exercise: ExerciseType): ExerciseGuide {
  return GUIDES[exercise]()
}
