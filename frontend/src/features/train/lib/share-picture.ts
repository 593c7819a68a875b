/** The content of a shared picture: numbers only, no body, place or name. */
export interface SharedResult {
  /** "Push-ups" or the workout's name. */
  readonly title: string
  /** "32" or "1:04" */
  readonly figure: string
  /** "reps" or "reps in 3 sets"; empty beside a time. */
  readonly unit: string
  /** At most three short facts: "1:12", "27 a minute". */
  readonly facts: readonly string[]
}

const SIZE = 1080
const MARGIN = 96
const WIDTH = SIZE - 2 * MARGIN
const INK = '#ffffff'
const LIME = '#c6f135'
const GROUND = '#14181a'
const MUTED = '#a8b0b3'
const PRODUCT = 'Exercise Buddy'

/** Draws a square PNG of 1080 pixels, as used in feeds and chats. Null if the browser cannot. */
export async function drawSharePicture(result: SharedResult): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE
  canvas.height = SIZE
  const context = canvas.getContext('2d')
  if (context === null) return null
  const family = getComputedStyle(document.body).fontFamily
  context.fillStyle = GROUND
  context.fillRect(0, 0, SIZE, SIZE)
  context.fillStyle = LIME
  context.fillRect(MARGIN, MARGIN, 120, 16)
  const write = writer(context, family)
  write(result.title, { y: 250, size: 88, weight: 700, colour: INK })
  write(result.figure, { y: 640, size: 380, weight: 800, colour: LIME })
  write(result.unit, { y: 764, size: 64, weight: 600, colour: LIME })
  write(result.facts.join('  ·  '), { y: 874, size: 56, weight: 500, colour: INK })
  write(PRODUCT, { y: SIZE - MARGIN, size: 44, weight: 700, colour: MUTED })
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/png')
  })
}

interface Line {
  readonly y: number
  readonly size: number
  readonly weight: number
  readonly colour: string
}

/** Returns a function that draws lines of text from the margin; long lines are set smaller. */
function writer(
  context: CanvasRenderingContext2D,
  family: string,
): (text: string, line: Line) => void {
  return (text, { y, size, weight, colour }) => {
    const font = (pixels: number): string => `${weight} ${pixels}px ${family}`
    context.font = font(size)
    const { width } = context.measureText(text)
    if (width > WIDTH) context.font = font(Math.floor((size * WIDTH) / width))
    context.fillStyle = colour
    context.fillText(text, MARGIN, y)
  }
}
