#!/bin/sh
# Back up DATABASE_URL into BACKUP_DIR: one file in pg_dump's custom format, readable by its owner only, kept KEEP_DAYS days.
#   DATABASE_URL=postgresql://... BACKUP_DIR=/backups sh deploy/backup.sh [--daily]
# --daily stays and repeats it every 24 hours. Restore with `exercise-buddy restore` or pg_restore (docs/runbook.md).
# Needs pg_dump and pg_restore of the server's major version or newer.
set -eu

: "${DATABASE_URL:?say which database to back up}"
directory=${BACKUP_DIR:-./backups}
keep_days=${KEEP_DAYS:-7}
umask 077

back_up() {
  mkdir -p "$directory"
  file="$directory/exercise-buddy-$(date -u +%Y%m%dT%H%M%SZ).dump"
  pg_dump --format=custom --no-owner --no-privileges --file="$file.part" "$DATABASE_URL"
  # A dump that cannot be listed is none: the name without .part says that it was read back.
  pg_restore --list "$file.part" >/dev/null
  mv "$file.part" "$file"
  echo "$file"
  # Only after a good one, so that a long row of failures does not eat the last good copies.
  find "$directory" -name 'exercise-buddy-*.dump' -mtime "+$keep_days" -delete
}

back_up
if [ "${1:-}" = "--daily" ]; then
  while sleep 86400; do
    back_up
  done
fi
