#!/bin/sh
# Start one server of a cluster in the postgres image, then hand over to postgres-with-tls.sh with the arguments given here.
# NODE is its name, PRIMARY that of the primary. Another server without data copies the primary, and follows it.
# The former primary does not start once PRIMARY names another one: it has a different history, and has to copy the new one.
# Its connection to the primary comes from libpq's variables, the password at each start anew: it may have been changed.
set -eu

: "${NODE:?the name of this server}" "${PRIMARY:?the name of the primary}" "${PGDATA:?where the data is}"
# The image starts as root, and PostgreSQL must not run as it.
as_postgres=${AS_POSTGRES-gosu postgres}

if [ -n "${PGPASSWORD:-}" ] && { [ "$NODE" != "$PRIMARY" ] || [ -e "$PGDATA/standby.signal" ]; }; then
  PGPASSFILE=$(dirname "$PGDATA")/replication.pgpass
  $as_postgres mkdir -p "$(dirname "$PGDATA")"
  # In it \ and : stand for themselves only behind a \.
  printf '%s\n' "$PGPASSWORD" | sed 's/[\\:]/\\&/g; s/^/*:*:*:*:/' |
    $as_postgres sh -c 'umask 077; cat > "$1.new" && mv "$1.new" "$1"' sh "$PGPASSFILE"
  export PGPASSFILE
fi
if [ "$NODE" != "$PRIMARY" ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
  echo "$NODE copies $PRIMARY"
  unset PGPASSWORD
  # The primary may be starting itself. To end would have Compose give up everything that was to start after this one.
  while
    # An earlier try that broke off.
    $as_postgres rm -rf "$PGDATA.new"
    ! $as_postgres pg_basebackup --host="$PRIMARY" --pgdata="$PGDATA.new" --write-recovery-conf --checkpoint=fast
  do
    sleep 1
  done
  $as_postgres rm -rf "$PGDATA"
  $as_postgres mv "$PGDATA.new" "$PGDATA"
elif [ "$NODE" != "$PRIMARY" ] && [ ! -e "$PGDATA/standby.signal" ]; then
  echo "$NODE was the primary once, and $PRIMARY is now: empty $PGDATA, so that it copies (docs/runbook.md)" >&2
  exit 1
fi
if [ -e "$PGDATA/standby.signal" ]; then
  # The password, where earlier versions kept it: a new one would not reach it. And what a primary that went back to a second
  # was restored with: a replica that came past that second would make itself a primary.
  $as_postgres sed -i "/^primary_conninfo/s/ password=[^ ']*//; /^recovery_target/d; /^restore_command/d" \
    "$PGDATA/postgresql.auto.conf"
fi
# Only for the copy: a client in this container is to say itself whom it connects as.
unset PGUSER PGPASSWORD PGSSLMODE PGSSLROOTCERT

exec ${POSTGRES_START:-sh /usr/local/lib/postgres-with-tls.sh} "$@" -c "cluster_name=$NODE"
