import type { SavedWorkout } from '@/api/types'

export interface SyncReport {
  /** What the server confirmed in this run. */
  readonly saved: readonly SavedWorkout[]
  /** Still on this device, to be sent later. */
  readonly waiting: number
  /** Still on this device, and not taken by the server as they are. */
  readonly refused: number
  readonly stopped: 'signed-out' | 'unreachable' | null
}

type Run = (dueOnly: boolean) => Promise<SyncReport>

/**
 * One run at a time. Who asks for everything during a run gets another one after it, since that one may have given up
 * on some already; its report holds what both have saved.
 */
export function createRuns(send: Run): Run {
  let running: Promise<SyncReport> | null = null
  let following: Promise<SyncReport> | null = null

  function start(dueOnly: boolean): Promise<SyncReport> {
    running = send(dueOnly).finally(() => {
      running = null
    })
    return running
  }

  async function follow(run: Promise<SyncReport>): Promise<SyncReport> {
    try {
      const earlier = await run
      const report = await start(false)
      return { ...report, saved: [...earlier.saved, ...report.saved] }
    } finally {
      following = null
    }
  }

  return (dueOnly) => {
    if (following !== null) return following
    if (running === null) return start(dueOnly)
    if (dueOnly) return running
    following = follow(running)
    return following
  }
}
