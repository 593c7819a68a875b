#!/bin/sh
# Start PgBouncer with the password of the application's role, from the environment, in a file that it alone reads.
set -eu

umask 077
printf '"exercise_buddy_app" "%s"\n' "${APP_PASSWORD:?the password of exercise_buddy_app}" > /tmp/userlist.txt
unset APP_PASSWORD
primary=/run/pgbouncer/primary.ini
if [ ! -s "$primary" ]; then
  printf '[databases]\nexercise_buddy = host=%s port=5432 dbname=exercise_buddy\n' "${PRIMARY:-postgres}" > "$primary"
fi
exec pgbouncer "${1:-/etc/pgbouncer/pgbouncer.ini}"
