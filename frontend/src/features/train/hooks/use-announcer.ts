import { useEffect } from 'react'
import { type Announcement, announcements } from '../lib/announcements'
import { prepareSound, say, sayCount, tone } from '../lib/sound/sound'
import type { LiveSession } from '../session/live-session'

/** Announces what the session shows, from Start on. */
export function useAnnouncer(session: LiveSession): void {
  useEffect(() => prepareSound(), [])
  useEffect(() => session.watchTicks((inMs) => tone('rep', inMs)), [session])
  useEffect(
    () =>
      session.store.subscribe((view, before) => {
        for (const each of announcements(before, view, session)) announce(each)
      }),
    [session],
  )
}

function announce(announcement: Announcement): void {
  if (announcement.kind === 'tone') tone(announcement.tone)
  else if (announcement.kind === 'count') sayCount(announcement.count, performance.now())
  else say(announcement.text, announcement)
}
