#!/bin/sh
# The archive of a cluster, by pgBackRest: to go back to any second of the last weeks. Runs on the primary, as its account.
#   sh archive.sh backup                  a base backup; once a day. The log goes there by itself (archive_command)
#   sh archive.sh drill                   proves it: reads every file, restores aside, compares; once a week. Or exit code 1
#   sh archive.sh restore MOMENT FOLDER   the database as of '2026-11-26 18:30:00+00', into an empty folder
#   sh archive.sh aside MOMENT FOLDER     the same, and starts it beside the running one, with its socket in that folder
# Where the archive is, and how it is sealed: pgbackrest.conf, and pgBackRest's variables (PGBACKREST_REPO1_CIPHER_PASS).
set -eu

stanza=${STANZA:-exercise-buddy}
database=${DATABASE:-exercise_buddy}
export PGUSER="${ARCHIVE_USER:-postgres}"

archive() {
  command=$1
  shift
  pgbackrest --stanza="$stanza" --log-level-console=warn "$command" "$@"
}

back_up() {
  # Does nothing where the archive knows this database already.
  archive stanza-create
  archive backup --type=full
  note base succeeded_at
}

# For the metrics; on the primary alone, and of a schema that has the table.
note() {
  ask --command="INSERT INTO backup_runs (work, $2) VALUES ('$1', now()) ON CONFLICT (work) DO UPDATE SET $2 = excluded.$2" ||
    echo "archive: the database does not note it" >&2
}

restore() {
  mkdir -p "$2"
  chmod 700 "$2"
  archive restore --pg1-path="$2" --type=time --target="$1" --target-action=promote
}

ask() {
  psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$database" "$@"
}

# Rows, and the sum of their hashes. Not those of the last minute: a transaction that began before the moment may have ended
# behind it. Nor those that were touched since; their ids come third here, and are left out there.
settled="greatest(updated_at, deleted_at) < CAST(:'moment' AS timestamptz) - interval '1 minute'"
sums="SELECT count(*), coalesce(sum(hashtextextended(row::text, 0)), 0)"

sums_here() {
  ask --set="moment=$1" <<SQL
$sums, (SELECT coalesce(array_agg(id), '{}') FROM workouts AS row WHERE NOT $settled) FROM workouts AS row WHERE $settled
SQL
}

sums_aside() {
  # Those that were touched come with the statement: there may be more than a command line takes.
  ask --host="$1" --set="moment=$2" <<SQL
$sums FROM workouts AS row WHERE $settled AND id <> ALL (CAST('$3' AS uuid[]))
SQL
}

drill() {
  # Else a file that was spoilt is found only where a restore happens to need it.
  report=$(archive verify --output=text --verbose) || damaged "$report"
  echo "$report" | grep -q 'status: ok' || damaged "$report"
  moment=$(ask --command="SELECT now()")
  archive_until_now
  aside=$(mktemp -d)
  trap 'pg_ctl --pgdata="$aside/data" --mode=immediate --silent stop > /dev/null 2>&1 || true; rm -rf "$aside"' EXIT
  start_aside "$moment" "$aside"
  here=$(sums_here "$moment")
  touched=${here##*|}
  here=${here%|*}
  there=$(sums_aside "$aside" "$moment" "$touched")
  [ "$there" = "$here" ] || damaged "restored: $there, in the database: $here (rows|sum of their hashes)"
  note drill succeeded_at
  echo "drill: restored aside as of $moment: $there (rows|sum of their hashes), as in the database"
}

# Recovery ends before the first commit behind the moment: where nobody saves, this is one.
archive_until_now() {
  ask --command="SELECT pg_logical_emit_message(true, 'archive', '')" > /dev/null
  archive check
}

damaged() {
  note drill failed_at
  echo "archive: it does not restore what was saved. $*" >&2
  exit 1
}

start_aside() {
  restore "$1" "$2/data"
  pg_ctl --pgdata="$2/data" --log="$2/log" --silent --wait --timeout=3600 start --options="-c listen_addresses='' \
    -c unix_socket_directories='$2' -c ssl=off -c synchronous_standby_names='' -c archive_mode=off -c hot_standby=off" ||
    damaged "$(tail -n 20 "$2/log")"
  # It lets nobody in before it has come to the moment, and ends where it cannot.
  until ask --host="$2" --command=SELECT > /dev/null 2>&1; do
    pg_ctl --pgdata="$2/data" status > /dev/null || damaged "$(tail -n 20 "$2/log")"
    sleep 0.5
  done
}

case ${1:-} in
  backup) back_up ;;
  drill) drill ;;
  restore) restore "${2:?as of when}" "${3:?an empty folder}" ;;
  aside) archive_until_now; start_aside "${2:?as of when}" "${3:?an empty folder}" ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
