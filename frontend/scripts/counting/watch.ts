/**
 * Has the app's own pose worker look at every picture of videos, in Chromium and one after the other, so that no clock
 * matters and a busy machine loses none; writes the landmarks as recordings, which `count.ts` counts. Wants the built
 * site (`make build`) and ffmpeg.
 *
 *   node scripts/counting/watch.ts MODEL EVERY TARGET VIDEOS...      MODEL lite or full; EVERY 2 takes every second picture
 */
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Page, chromium } from '@playwright/test'
import { headlessPath } from '../../e2e/support/paths.ts'
import { type PoseModel, poseAssets } from '../../src/pose/assets.ts'
import type { FromWorker, ToWorker } from '../../src/pose/worker/protocol.ts'

/** A recording's frame: rows of (x, y, z, visibility) and of (x, y, z), or null where nobody was found. */
interface Frame {
  readonly t: number
  readonly lm: number[][] | null
  readonly world: number[][] | null
}

interface Watched {
  readonly width: number
  readonly height: number
  readonly frames: Frame[]
}

const DIST = join(import.meta.dirname, '../../dist')
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
}
/** The app's camera gives no larger ones. */
const PACKET_TIMES = '-v error -select_streams v -show_entries packet=pts_time -of csv=p=0'.split(
  ' ',
)
const PICTURES = '-fps_mode passthrough -q:v 2'.split(' ')
const FIT =
  "scale='min(640,iw)':'min(640,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2"

/** Serves the built site and, under /pictures/, a folder. */
async function serve(pictures: string): Promise<{ origin: string; close: () => void }> {
  const server = createServer(({ url = '/' }, response) => {
    const path = normalize(new URL(url, 'http://localhost').pathname)
    const picture = path.startsWith('/pictures/')
    const file = picture ? join(pictures, basename(path)) : join(DIST, path)
    const isThere = path !== '/' && existsSync(file)
    response.writeHead(isThere || path === '/' ? 200 : 404, {
      'Content-Type':
        path === '/' ? 'text/html' : (TYPES[extname(file)] ?? 'application/octet-stream'),
    })
    response.end(isThere ? readFileSync(file) : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() }
}

/** The video's pictures as files of `folder`, with their times in milliseconds. */
function picturesOf(video: string, every: number, folder: string): { name: string; ms: number }[] {
  for (const old of readdirSync(folder)) rmSync(join(folder, old))
  const times = execFileSync('ffprobe', [...PACKET_TIMES, video], { encoding: 'utf8' })
    .trim()
    .split('\n')
  const seconds = times.map(parseFloat).sort((a, b) => a - b)
  const filters = `${FIT},select='not(mod(n,${every}))'`
  const named = join(folder, '%06d.jpg')
  execFileSync('ffmpeg', ['-v', 'error', '-i', video, '-vf', filters, ...PICTURES, named])
  const names = readdirSync(folder).sort()
  return names.map((name, i) => ({
    name,
    ms: 1000 * ((seconds[every * i] ?? NaN) - (seconds[0] ?? NaN)),
  }))
}

/** Run in the page: what a new worker answers to each of the pictures. */
async function watch({
  worker,
  start,
  pictures,
}: {
  worker: string
  start: Extract<ToWorker, { type: 'start' }>
  pictures: readonly { name: string; ms: number }[]
}): Promise<Watched> {
  const pose = new Worker(worker, { type: 'module' })
  const answer = <T extends FromWorker['type']>(
    type: T,
  ): Promise<Extract<FromWorker, { type: T }>> =>
    new Promise((resolve, reject) => {
      pose.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.type === 'failed') reject(new Error(data.message))
        else if (data.type === type) resolve(data as Extract<FromWorker, { type: T }>)
      }
    })
  const rows = (packed: Float32Array | null, width: number): number[][] | null =>
    packed &&
    Array.from({ length: packed.length / width }, (_, row) =>
      Array.from(packed.subarray(row * width, (row + 1) * width), (value) =>
        Number(value.toFixed(5)),
      ),
    )
  const ready = answer('ready')
  pose.postMessage(start)
  await ready
  let size = { width: 0, height: 0 }
  const frames: Frame[] = []
  for (const { name, ms } of pictures) {
    const picture = await createImageBitmap(await (await fetch(`/pictures/${name}`)).blob())
    size = { width: picture.width, height: picture.height }
    const seen = answer('pose')
    pose.postMessage({ type: 'frame', picture, timestampMs: ms } satisfies ToWorker, [picture])
    const { landmarks, worldLandmarks } = await seen
    frames.push({ t: ms, lm: rows(landmarks, 4), world: rows(worldLandmarks, 3) })
  }
  pose.terminate()
  return { ...size, frames }
}

async function watchAll(
  page: Page,
  model: PoseModel,
  every: number,
  target: string,
  videos: readonly string[],
  folder: string,
): Promise<void> {
  const [file] = globSync('assets/pose.worker-*.js', { cwd: DIST })
  if (file === undefined) throw new Error('no built site: make build')
  const origin = new URL(page.url()).origin
  const start = { type: 'start', origin, assets: poseAssets(model), delegate: 'CPU' } as const
  for (const video of videos) {
    const name = basename(video, extname(video))
    const recording = join(target, `${name}.json.gz`)
    if (existsSync(recording)) continue
    const watched = await page.evaluate(watch, {
      worker: `/${file}`,
      start,
      pictures: picturesOf(video, every, folder),
    })
    writeFileSync(recording, gzipSync(JSON.stringify({ model, ...watched })))
    const found = watched.frames.filter(({ lm }) => lm !== null).length
    console.log(`${name}: somebody in ${found} of ${watched.frames.length} pictures`)
  }
}

const [model, every, target, ...videos] = process.argv.slice(2)
if (
  (model !== 'lite' && model !== 'full') ||
  !(Number(every) >= 1) ||
  target === undefined ||
  videos.length === 0
)
  throw new Error('MODEL EVERY TARGET VIDEOS...')
mkdirSync(target, { recursive: true })
const folder = mkdtempSync(join(tmpdir(), 'watched-'))
const site = await serve(folder)
const executablePath = headlessPath()
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
})
try {
  const page = await browser.newPage()
  await page.goto(site.origin)
  await watchAll(page, model, Number(every), target, videos, folder)
} finally {
  await browser.close()
  site.close()
  rmSync(folder, { recursive: true })
}
