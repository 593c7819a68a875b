/** Indices of the BlazePose landmarks the engine reads. Left and right are the person's own. */
export const LANDMARK = {
  nose: 0,
  leftEar: 7,
  rightEar: 8,
  leftShoulder: 11,
  rightShoulder: 12,
  leftElbow: 13,
  rightElbow: 14,
  leftWrist: 15,
  rightWrist: 16,
  leftHip: 23,
  rightHip: 24,
  leftKnee: 25,
  rightKnee: 26,
  leftAnkle: 27,
  rightAnkle: 28,
  leftHeel: 29,
  rightHeel: 30,
  leftToe: 31,
  rightToe: 32,
} as const

export const LANDMARK_COUNT = 33

/** Joints that come in pairs, by the index of the left one; the right one is the next. */
export const JOINT = {
  ear: 7,
  shoulder: 11,
  elbow: 13,
  wrist: 15,
  hip: 23,
  knee: 25,
  ankle: 27,
} as const

export type Joint = (typeof JOINT)[keyof typeof JOINT]

export const SIDES = [0, 1] as const
export type Side = (typeof SIDES)[number]
