#!/bin/sh
# Back up a PostgreSQL into BACKUP_DIR: one file in pg_dump's custom format, readable by its owner only, kept KEEP_DAYS days.
#   PGHOST=... PGUSER=... PGPASSWORD=... PGDATABASE=... BACKUP_DIR=/backups sh deploy/backup.sh [--daily]
# --daily stays and repeats it every 24 hours. The connection comes from libpq's variables, so that no password stands on a
# command line. Restore: docs/runbook.md. Needs pg_dump and pg_restore of the server's major version or newer.
set -eu

: "${PGDATABASE:?say which database to back up, with the variables of libpq}"
directory=${BACKUP_DIR:-./backups}
keep_days=${KEEP_DAYS:-7}
umask 077
file=
trap 'rm -f "$file.part"' EXIT
trap 'exit 1' INT TERM

back_up() {
  mkdir -p "$directory"
  file="$directory/exercise-buddy-$(date -u +%Y%m%dT%H%M%SZ).dump"
  # Packets that are lost end it, not the day: the kernel would wait without end.
  pg_dump --dbname='keepalives_idle=10 keepalives_interval=5 tcp_user_timeout=20000' --format=custom --no-owner --no-privileges --lock-wait-timeout=30s --file="$file.part"
  # Unpacked to nowhere: the table of contents alone would not show that the end is missing.
  pg_restore --file=/dev/null "$file.part"
  mv "$file.part" "$file"
  echo "$file"
  # For the metric of its age. Not worth losing a backup for: a schema from before, a server that only reads.
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --command="INSERT INTO backup_runs (work, succeeded_at) VALUES ('dump', now())
    ON CONFLICT (work) DO UPDATE SET succeeded_at = excluded.succeeded_at" || echo 'backup: the database does not note it' >&2
  # Only after a good one, so that a long row of failures does not eat the last good copies.
  find "$directory" -name 'exercise-buddy-*.dump' -mtime "+$keep_days" -delete
}

back_up
if [ "${1:-}" = "--daily" ]; then
  while sleep 86400; do
    back_up
  done
fi
