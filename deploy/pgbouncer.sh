#!/bin/sh
# Start PgBouncer with the password of the application's role, from the environment, in a file that it alone reads.
# Two of them share a folder: LISTEN_PORT, and with it the socket, is each one's own.
set -eu

umask 077
printf '"exercise_buddy_app" "%s"\n' "${APP_PASSWORD:?the password of exercise_buddy_app}" > /tmp/userlist.txt
unset APP_PASSWORD
primary=/run/pgbouncer/primary.ini
if [ ! -s "$primary" ]; then
  printf '[databases]\nexercise_buddy = host=%s port=5432 dbname=exercise_buddy\n' "${PRIMARY:-postgres}" > "$primary"
fi
# Still in the section that the file ends with: to name it once more would set all of it back.
printf '%%include %s\nlisten_port = %s\n' "${1:-/etc/pgbouncer/pgbouncer.ini}" "${LISTEN_PORT:-6432}" > /tmp/pgbouncer.ini
exec pgbouncer /tmp/pgbouncer.ini
