import { JOINTS } from './joints'
import type { Landmark } from '@/engine'

/** The placement of a picture in its box: screen = offset + normalised * size. */
export interface Placement {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** A part of a box, CSS pixels from its corner. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The same as CSS object-fit for a centred picture. */
export function placePicture(picture: Size, box: Size, fit: 'cover' | 'contain'): Placement {
  const ratios = [box.width / picture.width, box.height / picture.height] as const
  const scale = fit === 'cover' ? Math.max(...ratios) : Math.min(...ratios)
  const width = picture.width * scale
  const height = picture.height * scale
  return { left: (box.width - width) / 2, top: (box.height - height) / 2, width, height }
}

/** Pairs of BlazePose landmarks connected by a bone; face and fingers are omitted because they flicker. */
export const BONES: readonly (readonly [number, number])[] = [
  [11, 12],
  [11, 23],
  [12, 24],
  [23, 24],
  [11, 13],
  [13, 15],
  [12, 14],
  [14, 16],
  [23, 25],
  [25, 27],
  [24, 26],
  [26, 28],
  [27, 31],
  [28, 32],
]

const DRAWN = [...new Set(BONES.flat())]
const MIN_VISIBILITY = 0.4
/** The radius of a joint, in widths of a line. */
const JOINT_SHARE = 0.95
/** How much wider the dark line is, CSS pixels, and where its smoothed edge ends. */
const EDGE = 3
const SOFT_EDGE = 1

export interface SkeletonStyle {
  readonly bone: string
  readonly joint: string
  /** CSS pixels. */
  readonly lineWidth: number
}

/** Draws one pose on a canvas over the picture; coordinates are CSS pixels, mirroring is done by CSS. */
export function drawSkeleton(
  context: CanvasRenderingContext2D,
  landmarks: readonly Landmark[],
  placement: Placement,
  style: SkeletonStyle,
): void {
  context.lineCap = 'round'
  context.lineJoin = 'round'
  // A dark line below each bright one keeps the figure readable on any background.
  strokeBones(context, landmarks, placement, 'rgb(0 0 0 / 45%)', style.lineWidth + EDGE)
  strokeBones(context, landmarks, placement, style.bone, style.lineWidth)
  context.fillStyle = style.joint
  for (const joint of JOINTS) {
    const point = landmarks[joint]
    if (point === undefined || point.visibility < MIN_VISIBILITY) continue
    context.beginPath()
    context.arc(...toBox(point, placement), style.lineWidth * JOINT_SHARE, 0, 2 * Math.PI)
    context.fill()
  }
}

/** The ends of the bones that are seen well enough to be drawn. */
export function drawnOf(landmarks: readonly Landmark[]): readonly Landmark[] {
  return DRAWN.flatMap((joint) => {
    const point = landmarks[joint]
    return point && point.visibility >= MIN_VISIBILITY ? [point] : []
  })
}

/** What `drawSkeleton` draws on; null where no joint is seen. */
export function skeletonArea(
  landmarks: readonly Landmark[],
  placement: Placement,
  { lineWidth }: SkeletonStyle,
): Area | null {
  const places = drawnOf(landmarks).map((point) => toBox(point, placement))
  if (places.length === 0) return null
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)]
  const around = Math.max(JOINT_SHARE * lineWidth, (lineWidth + EDGE) / 2) + SOFT_EDGE
  return {
    left: Math.min(...xs) - around,
    top: Math.min(...ys) - around,
    right: Math.max(...xs) + around,
    bottom: Math.max(...ys) + around,
  }
}

function strokeBones(
  context: CanvasRenderingContext2D,
  landmarks: readonly Landmark[],
  placement: Placement,
  colour: string,
  lineWidth: number,
): void {
  context.strokeStyle = colour
  context.lineWidth = lineWidth
  context.beginPath()
  for (const [from, to] of BONES) {
    const a = landmarks[from]
    const b = landmarks[to]
    if (!a || !b || Math.min(a.visibility, b.visibility) < MIN_VISIBILITY) continue
    context.moveTo(...toBox(a, placement))
    context.lineTo(...toBox(b, placement))
  }
  context.stroke()
}

function toBox({ x, y }: Landmark, { left, top, width, height }: Placement): [number, number] {
  return [left + x * width, top + y * height]
}
