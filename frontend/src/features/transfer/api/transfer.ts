import { client } from '@/api/client'
import type { ImportPreview, ImportResult } from '@/api/types'

/** A file with years of workouts takes longer than an ordinary request may. */
const TIMEOUT_MS = 120_000

export type TableFormat = 'csv' | 'json'

/** All workouts, in a form that can be imported again. */
export async function exportWorkouts(format: TableFormat): Promise<Blob> {
  const params = { format }
  const config = { params, responseType: 'blob', timeout: TIMEOUT_MS } as const
  return (await client.get<Blob>('/workouts/export', config)).data
}

/** What importing the file would do, line by line. */
export function previewImport(file: File): Promise<ImportPreview> {
  return send<ImportPreview>('/workouts/import/preview', file)
}

/** Imports a file. Repeating it imports nothing twice. */
export function importWorkouts(file: File): Promise<ImportResult> {
  return send<ImportResult>('/workouts/import', file)
}

async function send<Answer>(path: string, file: File): Promise<Answer> {
  const type = file.name.toLowerCase().endsWith('.json') ? 'application/json' : 'text/csv'
  // As bytes: for a File, axios would set a content type of its own.
  const body = await file.arrayBuffer()
  const config = { headers: { 'Content-Type': type }, timeout: TIMEOUT_MS }
  return (await client.post<Answer>(path, body, config)).data
}
