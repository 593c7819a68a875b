/** BlazePose's landmarks of shoulders, elbows, wrists, hips, knees and ankles, left before right. */
export const JOINTS = [11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28] as const
