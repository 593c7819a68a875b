import type { SavedWorkout } from '@/api/types'

export interface SyncReport {
  /** Confirmed by the server in this sync. */
  readonly saved: readonly SavedWorkout[]
  /** Still on this device, to be sent later. */
  readonly waiting: number
  /** Still on this device, because the server refused them. */
  readonly refused: number
  readonly stopped: 'signed-out' | 'unreachable' | null
}

type Sync = (dueOnly: boolean) => Promise<SyncReport>

/**
 * One sync at a time. A request for everything during a sync gets another afterwards, because the current one may
 * already have given up on some items; the report covers both.
 */
export function createSyncs(send: Sync): Sync {
  let running: Promise<SyncReport> | null = null
  let following: Promise<SyncReport> | null = null

  function start(dueOnly: boolean): Promise<SyncReport> {
    running = send(dueOnly).finally(() => {
      running = null
    })
    return running
  }

  async function follow(current: Promise<SyncReport>): Promise<SyncReport> {
    try {
      const earlier = await current
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
