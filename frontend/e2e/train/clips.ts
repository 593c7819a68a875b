import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backendBin, frontend, repository } from '../support/paths.ts'

/** Made clips are kept here from run to run; git ignores the folder. */
const CLIPS = join(frontend, 'e2e/.clips')
const FIGURE = join(repository, 'tools/figure_video.py')

/** Stillness before the first movement, in which Start is pressed and a set begins, and after the last. */
export const LEAD_SECONDS = 5
export const TAIL_SECONDS = 6

/** Whether every clip is wanted, as `make prove` does, or those of every run. */
export const TAKES_ALL = process.env.E2E_CLIPS === 'all'

/**
 * How many times slower videos of people are shown, to a page whose clocks run as much slower: a busy machine keeps up.
 */
export const SLOWED = Number(process.env.E2E_SLOWED ?? 1)

/** Cameras of the figure give ten pictures a second at most, but where it stands in for people: no more are drawn. */
const DRAWN_LESS = ['--fps', '10']

/** A clip of the drawn figure; the words are those of tools/figure_video.py's command line. */
export function figureClip(...words: string[]): string {
  const all = [...words, ...(FIGURE_STANDS_IN ? [] : DRAWN_LESS)]
  return cached(['figure', ...all], 'mjpeg', (out) =>
    execFileSync(join(backendBin, 'python'), [FIGURE, ...all, out], { stdio: 'inherit' }),
  )
}

/** The figure doing something, with stillness around it. */
export function exercisingFigure(...words: string[]): string {
  return figureClip(...words, '--hold', String(LEAD_SECONDS))
}

/** Five push-ups from the side. */
export const fivePushUps = (): string => exercisingFigure('push-up', '--reps', '5')

/** Six that bend the arms to 110 degrees only. */
export const shallowPushUps = (): string =>
  exercisingFigure('push-up', '--reps', '6', '--bottom', '110')

/** Five whole ones, seen at an angle. */
export const pushUpsAtAnAngle = (): string =>
  exercisingFigure('push-up', '--reps', '5', '--view', 'diagonal')

/** Twenty jumps of a rope in twelve and a half seconds. */
export const twentyJumps = (): string =>
  exercisingFigure('jump-rope', '--reps', '20', '--rate', '1.6', '--rope')

/** Walking in, standing and waving, for eight seconds. */
export const walkingIn = (): string => figureClip('walk', '--seconds', '8')

/** Somebody who stands. */
export const standing = (): string => figureClip('stand', '--seconds', '8')

/** Somebody who stands far off at the left, joined after a second by somebody nearer at the right. */
export const joinedBySomebody = (): string => figureClip('join', '--seconds', '20')

export const FOUR_WITH_ABSENCE = { reps: 4, awaySeconds: TAKES_ALL ? 18 : 12 } as const

/** In position at first, two push-ups, away, two push-ups, gone. */
export function pushUpsWithAbsence(): string {
  const { reps, awaySeconds } = FOUR_WITH_ABSENCE
  return figureClip(
    ...['push-up', '--reps', String(reps), '--hold', String(LEAD_SECONDS + 4)],
    ...['--away', String(awaySeconds), '--gone', '26'],
  )
}

/** Each third picture of a drawn clip, three times, as a program behind a camera shows them that gets ten a second. */
export function shownThrice(clip: string): string {
  return cached(['thrice', clip], 'mjpeg', (out) => {
    const thirds = jpegsOf(readFileSync(clip)).filter((_, i) => i % 3 === 0)
    const distinct = thirds.filter((jpeg, i) => !thirds[i - 1]?.equals(jpeg))
    writeFileSync(out, Buffer.concat(distinct.flatMap((jpeg) => [jpeg, jpeg, jpeg])))
  })
}

function jpegsOf(clip: Buffer): Buffer[] {
  const start = Buffer.from([0xff, 0xd8, 0xff])
  const starts: number[] = []
  for (let at = clip.indexOf(start); at >= 0; at = clip.indexOf(start, at + 1)) starts.push(at)
  return starts.map((at, i) => clip.subarray(at, starts[i + 1]))
}

/** A video in the form that Chromium's camera plays, slowed, with its first and last picture held still. */
export function videoClip(video: string): string {
  const filter = [
    'scale=640:480:force_original_aspect_ratio=decrease',
    'pad=640:480:-1:-1',
    'fps=30',
    ...(SLOWED === 1 ? [] : [`setpts=${SLOWED}*PTS`, 'fps=30']),
    `tpad=start_mode=clone:start_duration=${SLOWED * LEAD_SECONDS}:stop_mode=clone:stop_duration=${SLOWED * TAIL_SECONDS}`,
  ].join(',')
  return cached(['video', video, filter], 'mjpeg', (out) =>
    execFileSync(
      'ffmpeg',
      // prettier-ignore
      ['-v', 'error', '-y', '-i', video, '-vf', filter, '-an', '-c:v', 'mjpeg', '-q:v', '4', '-pix_fmt', 'yuvj420p', out],
      { stdio: 'inherit' },
    ),
  )
}

/** Length of a video in seconds. */
export function videoSeconds(video: string): number {
  const entries = ['-show_entries', 'format=duration', '-of', 'csv=p=0']
  return Number(execFileSync('ffprobe', ['-v', 'error', ...entries, video], { encoding: 'utf8' }))
}

function cached(key: string[], extension: string, make: (out: string) => void): string {
  const name = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 16)
  const path = join(CLIPS, `${name}.${extension}`)
  if (!existsSync(path)) {
    mkdirSync(CLIPS, { recursive: true })
    // Two tests at a time may want the same one.
    const unfinished = join(CLIPS, `${name}.${process.pid}.${extension}`)
    make(unfinished)
    renameSync(unfinished, path)
  }
  return path
}

export interface RealClip {
  readonly name: string
  readonly path: string
  readonly trainAs: string
  readonly trueReps: number
  /** How far the count may be off: of someone far away by two, else by one, and not at all where nobody does it. */
  readonly tolerance: number
}

/** Videos of real people, which stand beside the repository and are in none; `TEST_VIDEOS` names another folder. */
export const VIDEO_FOLDERS =
  process.env.TEST_VIDEOS === undefined
    ? ['videos', 'videos-2'].map((name) => resolve(repository, '../shared', name))
    : [process.env.TEST_VIDEOS]

/** What the manifests of those folders list that are there. */
export function realClips(): RealClip[] {
  return VIDEO_FOLDERS.filter((folder) => existsSync(join(folder, 'manifest.csv'))).flatMap(listed)
}

function listed(folder: string): RealClip[] {
  const [, ...lines] = readFileSync(join(folder, 'manifest.csv'), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [name = '', trainAs = '', reps = ''] = line.split(',')
    const trueReps = Number(reps)
    const tolerance = trueReps === 0 ? 0 : name.endsWith('_far') ? 2 : 1
    return { name, trainAs, trueReps, tolerance, path: join(folder, `${name}.mp4`) }
  })
}

/** Where nobody's videos are, the drawn figure does what people would. */
export const FIGURE_STANDS_IN = TAKES_ALL || realClips().length === 0

/** What a run of the tests shows, the longest to draw first. */
export const DRAWN = [
  ...(FIGURE_STANDS_IN ? [twentyJumps, walkingIn, pushUpsAtAnAngle] : []),
  pushUpsWithAbsence,
  fivePushUps,
  shallowPushUps,
  standing,
  joinedBySomebody,
]
