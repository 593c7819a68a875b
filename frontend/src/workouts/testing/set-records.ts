import { type RepRecord, type SetRecord, newSetRecord } from '../record/set-record'

export const SET_ID = '01900000-0000-7000-8000-000000000001'

export function setRecord(over: Partial<SetRecord> = {}): SetRecord {
  const start = { id: SET_ID, exercise: 'push-up', started_at: '2026-05-01T10:00:00.000Z' } as const
  return { ...newSetRecord(start), ...over }
}

export function repRecord(over: Partial<RepRecord> = {}): RepRecord {
  return {
    start_ms: 0,
    end_ms: 1_000,
    verdict: 'valid',
    bottom_deg: 80,
    top_deg: 165,
    down_ms: 500,
    up_ms: 500,
    body_line_deg: 172,
    variant: null,
    ...over,
  }
}
