import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { backendBin, frontend, repository } from './paths'

export interface ServerOptions {
  port: number
  dataDir: string
}

export const SHARED_PORT = Number(process.env.E2E_PORT ?? 8790)

/** Where a program listens that the shared server may tell of workouts. */
export const RECEIVER_PORT = SHARED_PORT + 9

/** The port of a test's own server: beside the shared one, and beside those of tests that run at the same time. */
export function ownPort(): number {
  return SHARED_PORT + 1 + Number(process.env.TEST_PARALLEL_INDEX ?? 0)
}

function serverArguments({ port, dataDir }: ServerOptions): string[] {
  return ['serve', '--port', String(port), '--data-dir', dataDir, '--web-dir', `${frontend}/dist`]
}

function shellLine(...words: string[]): string {
  return words.map((word) => `'${word}'`).join(' ')
}

/** `exercise-buddy` with passwords that cost nothing to hash: tests have a hundred of them hashed. */
const CHEAP_PROGRAM = [`${backendBin}/python`, '-P', `${repository}/backend/tests/cheap_program.py`]

/** The shell line that serves the built app with an embedded database in `dataDir`. */
export function serverCommand(options: ServerOptions): string {
  return `exec ${shellLine(...CHEAP_PROGRAM, ...serverArguments(options))}`
}

/** The shell line that puts the demo account into `dataDir`. */
export function seedCommand(dataDir: string): string {
  return shellLine(`${backendBin}/exercise-buddy`, 'seed', '--data-dir', dataDir)
}

/** A server of one test's own, for tests that kill and restart it. */
export class AppServer {
  #process: ChildProcess | undefined
  readonly #options: ServerOptions

  constructor(options: ServerOptions) {
    this.#options = options
  }

  get url(): string {
    return `http://127.0.0.1:${this.#options.port}`
  }

  async start(environment: Record<string, string> = {}): Promise<void> {
    // Whoever answers already would pass for the server that is to be started.
    if (await this.#isReady()) throw new Error(`${this.url} is taken.`)
    const [program = '', ...words] = CHEAP_PROGRAM
    this.#process = spawn(program, [...words, ...serverArguments(this.#options)], {
      stdio: 'inherit',
      env: { ...process.env, LOG_LEVEL: 'WARNING', ...environment },
    })
    await this.#untilReady()
  }

  /** SIGKILL leaves nothing time to tidy up, as a power cut would. */
  async kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const running = this.#process
    this.#process = undefined
    if (running?.exitCode !== null) return
    const ended = once(running, 'exit')
    running.kill(signal)
    await ended
  }

  async #untilReady(): Promise<void> {
    for (let attempt = 0; attempt < 600; attempt += 1) {
      if (this.#process?.exitCode !== null) throw new Error('The server ended before it was ready.')
      if (await this.#isReady()) return
      await sleep(100)
    }
    throw new Error(`No answer from ${this.url}/readyz within 60 s.`)
  }

  #isReady(): Promise<boolean> {
    return fetch(`${this.url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
  }
}
