const REFUSALS: Readonly<Record<string, string>> = {
  newer_edit_kept:
    'This workout was changed on another device after you changed it here. The newer change was kept.',
  workout_deleted: 'This workout was deleted on another device, and stays deleted.',
  workout_not_found:
    'This workout was deleted on another device. What you changed here could not be kept.',
  workout_id_conflict:
    'Another version of this workout is at the server already. Keep that one by deleting this one here.',
  validation_failed: 'The server does not accept this workout as it is. Edit it, or delete it.',
}

/** Why the server would not take a workout that waits on this device. */
export function refusalText(code: string): string {
  return REFUSALS[code] ?? 'The server does not accept this workout. Edit it, or delete it.'
}
