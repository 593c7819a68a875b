#!/bin/sh
# Make a replica the primary, after the primary was lost. Runs beside the PgBouncers, as their account, in a container of its
# own, which does not end with one of them:
#   docker compose ... run --rm --no-deps -e PGPASSWORD=SUPERUSER'S --entrypoint sh pgbouncer /usr/local/lib/promote.sh
# NODES names every server of the cluster, the primary too. Each replica has to answer: a confirmed save is on one of them at
# least, and only who has asked all knows on which. DESPITE="name" continues without that one, and may lose what it alone had.
# Every PgBouncer has to answer, too (PGBOUNCER_PORTS): one that hangs would use the old primary when it resumes. Restart it first.
# Stop the old primary first where you can. Where you cannot, it is fenced all the same, in this order:
#   1. each PgBouncer drops every connection to it and makes none;
#   2. the replicas stop listening to it, so that it can confirm no commit any more (synchronous_standby_names);
#   3. only then the replica that has received most is chosen and promoted, and the others follow it.
# Where it broke off, run it again: it continues from there. Bring the old one back as a replica: docs/runbook.md.
set -eu

: "${NODES:?the names of all servers, separated by spaces}" "${PGUSER:?a superuser}"
socket=${PGBOUNCER_SOCKET:-/run/pgbouncer}
bouncers=${PGBOUNCER_PORTS:-6432}
target=${PRIMARY_FILE:-$socket/primary.ini}
port=${PGPORT:-5432}
wait_seconds=${WAIT_SECONDS:-20}
export PGCONNECT_TIMEOUT="${PGCONNECT_TIMEOUT:-2}"
# A server that takes the connection and says nothing: libpq waits for an answer as long as TCP does.
export PGOPTIONS="-c statement_timeout=30s"

die() {
  echo "promote: $*" >&2
  exit 1
}

query() {
  timeout 40 psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 \
    --host="$1" --port="$port" --dbname=postgres --command="$2"
}

follow() {
  timeout 40 psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set="source=$2" --host="$1" --port="$port" --dbname=postgres <<'SQL'
SELECT format(
  'ALTER SYSTEM SET primary_conninfo = %L',
  regexp_replace(current_setting('primary_conninfo'), '(^| )host=\S+', '\1host=' || :'source')
) \gexec
SELECT pg_reload_conf() \g /dev/null
SQL
}

bouncer() {
  PGOPTIONS='' psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 \
    --host="$socket" --port="$1" --username=pgbouncer --dbname=pgbouncer --command="$2"
}

until_true() {
  left=$((wait_seconds * 5))
  until [ "$(query "$1" "$2")" = t ]; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || die "$1: still not so after $wait_seconds s: $2"
    sleep 0.2
  done
}

# One that is restarting is waited for, and delays nobody: 1.24 may crash at KILL, and comes back without its effect.
bouncer_in_time() {
  left=$((wait_seconds * 5))
  until bouncer "$1" "$2"; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || die "PgBouncer on port $1 has not answered for $wait_seconds s"
    sleep 0.2
  done
}

# From here on each PgBouncer asks whom $target names.
ask_primary() {
  for bouncer in $bouncers; do
    bouncer_in_time "$bouncer" RELOAD
    if bouncer "$bouncer" 'SHOW DATABASES' | grep -q '^exercise_buddy|.*|1|0$'; then
      bouncer "$bouncer" 'RESUME exercise_buddy'
    fi
  done
  rm -f "$target.promoting"
}

old=$(sed -n 's/.*host=\([^ ]*\).*/\1/p' "$target")
[ -n "$old" ] || die "$target names no host"
# Written before the promotion: whom a run that broke off has promoted, or was about to.
chosen=$(cat "$target.promoting" 2> /dev/null || true)
if [ "$old" = "$chosen" ]; then
  ask_primary
  echo "done: $chosen is the primary"
  exit
fi
replicas=
for node in $NODES; do
  [ "$node" = "$old" ] && continue
  case " ${DESPITE:-} " in *" $node "*) continue ;; esac
  found=$(query "$node" "SELECT pg_is_in_recovery(), current_setting('synchronous_standby_names') <> ''") ||
    die "$node does not answer, and may have what nobody else has. DESPITE=$node continues without it. Nothing was changed."
  case $found in
    t\|t) ;;
    t\|f) echo "promote: $node knows of no synchronous commit: what $old confirmed last may be lost" >&2 ;;
    *) [ "$node" = "$chosen" ] || die "$node is a primary, too, with a different history: stop it, and let it copy. Nothing was changed." ;;
  esac
  replicas="$replicas $node"
done
[ -n "$replicas" ] || die "there is no replica of $old among: $NODES"
for bouncer in $bouncers; do
  bouncer "$bouncer" 'SHOW VERSION' > /dev/null ||
    die "PgBouncer on port $bouncer does not answer, and may use $old when it resumes: restart it. Nothing was changed."
done

echo "1. PgBouncer lets go of $old"
trap 'echo "promote: broke off, and nobody can save: run it again" >&2' EXIT
for bouncer in $bouncers; do
  bouncer_in_time "$bouncer" 'KILL exercise_buddy'
done

if [ -z "$chosen" ]; then
  echo "2. no replica listens to $old:$replicas"
  for node in $replicas; do
    # A folder that is not there: nobody to listen to, and no name to be looked up.
    follow "$node" /nobody
  done
  most=-1
  for node in $replicas; do
    until_true "$node" "SELECT count(*) = 0 FROM pg_stat_wal_receiver"
    bytes=$(query "$node" "SELECT (greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0')::bigint")
    echo "   $node has received $bytes"
    if [ "$bytes" -gt "$most" ]; then
      most=$bytes
      chosen=$node
    fi
  done
  echo "$chosen" > "$target.promoting"
fi
echo "3. $chosen becomes the primary"
query "$chosen" "SELECT pg_is_in_recovery() AND pg_promote(true, $wait_seconds)" > /dev/null
until_true "$chosen" "SELECT NOT pg_is_in_recovery()"

echo "4. the others follow it, and PgBouncer asks it"
for node in $replicas; do
  [ "$node" = "$chosen" ] || follow "$node" "$chosen"
done
sed "s/host=$old\( \|\$\)/host=$chosen\1/" "$target" > "$target.new"
mv "$target.new" "$target"
ask_primary
trap - EXIT

if [ "$replicas" = " $chosen" ]; then
  echo "Saves wait until another server has copied $chosen (docs/runbook.md)."
else
  until_true "$chosen" "SELECT count(*) > 0 FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')"
fi
if timeout 5 psql --no-psqlrc --quiet --host="$old" --port="$port" --dbname=postgres --command='SELECT' > /dev/null 2>&1; then
  echo "$old still runs. It can confirm no save, but stop it, and let it copy $chosen (docs/runbook.md)."
fi
echo "done: $chosen is the primary"
