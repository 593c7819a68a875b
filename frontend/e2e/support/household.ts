import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { backendBin, frontend } from './paths'

/** What a browser is started with, so that it trusts the household's authority or does not. */
export interface Trust {
  readonly args: string[]
  readonly env: { readonly HOME: string }
}

/** Trusts nothing of the household. */
export function noTrust(): Trust {
  return { args: [], env: { HOME: mkdtempSync(join(tmpdir(), 'exercise-buddy-home-')) } }
}

/** Whether this machine has an address at which another device could reach it. */
export function hasNetwork(): boolean {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .some(({ family, internal }) => family === 'IPv4' && !internal)
}

/** `exercise-buddy serve --lan`, and what its terminal tells. */
export class Household {
  readonly startUrl: string
  /** One for each name and address. */
  readonly appUrls: readonly string[]
  readonly code: string
  readonly #dataDir: string
  readonly #process: ChildProcess

  private constructor(process: ChildProcess, dataDir: string, told: string) {
    this.#process = process
    this.#dataDir = dataDir
    this.startUrl = /open (http:\/\/[\d.]+:\d+\/lan)/.exec(told)?.[1] ?? ''
    this.appUrls = told.match(/https:\/\/[\w.-]+:\d+/g) ?? []
    this.code = /asks for: +(\d{4}(?: \d{4}){2})/.exec(told)?.[1] ?? ''
  }

  /** By address: not every machine looks up names that end in .local. */
  get appUrl(): string {
    return this.appUrls.find((url) => /^https:\/\/\d/.test(url)) ?? ''
  }

  static async start(): Promise<Household> {
    const dataDir = mkdtempSync(join(tmpdir(), 'exercise-buddy-lan-'))
    const process_ = spawn(
      `${backendBin}/exercise-buddy`,
      ['serve', '--lan', '--port', '0', '--data-dir', dataDir, '--web-dir', `${frontend}/dist`],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, LOG_LEVEL: 'WARNING', PYTHONUTF8: '1' },
      },
    )
    let told = ''
    for await (const chunk of process_.stdout) {
      told += String(chunk)
      if (/of its authority: [0-9A-F:]{95}\n/.test(told)) break
    }
    return new Household(process_, dataDir, told)
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGTERM')
    await ended
  }

  /**
   * Trusts the authority as a person would have it: by the store of certificates, where the program `certutil` is
   * there to write it. Else by the key of the certificate that is shown, which Chromium takes on its command line.
   */
  trust(): Trust & { readonly how: 'the store' | 'the key' } {
    const { args, env } = noTrust()
    const store = join(env.HOME, '.pki/nssdb')
    mkdirSync(store, { recursive: true })
    const pem = readFileSync(join(this.#dataDir, 'lan/authority.pem'), 'utf8')
    const authority = join(env.HOME, 'authority.crt')
    writeFileSync(authority, new X509Certificate(certificateIn(pem)).raw)
    try {
      execFileSync('certutil', ['-d', `sql:${store}`, '-N', '--empty-password'])
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      return { how: 'the key', args: [`--ignore-certificate-errors-spki-list=${this.#key()}`], env }
    }
    const add = ['-A', '-t', 'C,,', '-n', 'Exercise Buddy', '-i', authority]
    execFileSync('certutil', ['-d', `sql:${store}`, ...add])
    return { how: 'the store', args, env }
  }

  #key(): string {
    const pem = readFileSync(join(this.#dataDir, 'lan/server.pem'), 'utf8')
    const spki = new X509Certificate(certificateIn(pem)).publicKey.export({
      type: 'spki',
      format: 'der',
    })
    return createHash('sha256').update(spki).digest('base64')
  }
}

function certificateIn(pem: string): string {
  return pem.slice(pem.indexOf('-----BEGIN CERTIFICATE-----'))
}
