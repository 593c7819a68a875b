#!/bin/sh
# Make the roles of the database, each with the rights that its work needs, or bring them up to date. May be run again at any time.
#   POSTGRES_USER=postgres POSTGRES_DB=exercise_buddy OWNER_PASSWORD=... APP_PASSWORD=... READ_PASSWORD=... BACKUP_PASSWORD=... \
#     sh deploy/postgres-roles.sh
# POSTGRES_USER is a superuser, or the administrator of a managed database, who may make roles and owns POSTGRES_DB.
# With POSTGRES_PASSWORD that of POSTGRES_USER is set, too.
# The postgres image runs it when it makes the database. Passwords go to the server in its own quoting, and on no command line.
#   exercise_buddy_owner    owns the tables; migrations run as it, nothing else does
#   exercise_buddy_app      the API: reads and writes rows
#   exercise_buddy_read     looks at rows: reports, a person with a question
#   exercise_buddy_backup   pg_dump, notes that it has, and streams the log to replicas and archives
set -eu

: "${POSTGRES_USER:?the superuser or administrator to connect as}" "${POSTGRES_DB:?the database}"
: "${OWNER_PASSWORD:?}" "${APP_PASSWORD:?}" "${READ_PASSWORD:?}" "${BACKUP_PASSWORD:?}"
export OWNER_PASSWORD APP_PASSWORD READ_PASSWORD BACKUP_PASSWORD

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" --single-transaction <<'SQL'
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
\getenv read_password READ_PASSWORD
\getenv backup_password BACKUP_PASSWORD
\getenv own_password POSTGRES_PASSWORD

-- Where this is how passwords are changed, promote.sh comes with the new one.
\if :{?own_password}
  ALTER ROLE CURRENT_USER PASSWORD :'own_password';
\endif

-- Whoever is no superuser has to be a member of a role to hand something over to it.
SET createrole_self_grant = 'set, inherit';
SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['exercise_buddy_owner', 'exercise_buddy_app', 'exercise_buddy_read', 'exercise_buddy_backup']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE exercise_buddy_owner PASSWORD :'owner_password';
ALTER ROLE exercise_buddy_app PASSWORD :'app_password';
ALTER ROLE exercise_buddy_read PASSWORD :'read_password';
ALTER ROLE exercise_buddy_backup PASSWORD :'backup_password';
-- A managed database has replicas and an archive of its own, and an administrator who may not give this right.
SELECT 'ALTER ROLE exercise_buddy_backup REPLICATION'
FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolreplication)
\gexec

-- A PgBouncer in transaction mode does not hand on what a client sets as it connects.
ALTER ROLE exercise_buddy_app SET statement_timeout = '15s';
ALTER ROLE exercise_buddy_app SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE exercise_buddy_read SET default_transaction_read_only = on;
ALTER ROLE exercise_buddy_read SET statement_timeout = '60s';

SELECT format('ALTER DATABASE %I OWNER TO exercise_buddy_owner', current_database()) \gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format(
  'GRANT CONNECT ON DATABASE %I TO exercise_buddy_app, exercise_buddy_read, exercise_buddy_backup', current_database()
) \gexec
-- What PostgreSQL gives to everybody: a look at the other databases, and large objects, which no statement uses. Superusers
-- keep both. In a managed database some of it is its provider's, and stays.
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname)
FROM pg_database WHERE datname IN ('postgres', 'template1') AND pg_has_role(datdba, 'USAGE')
\gexec
SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', oid::regprocedure)
FROM pg_proc
WHERE pronamespace = 'pg_catalog'::regnamespace AND proname IN ('lo_creat', 'lo_create', 'lo_from_bytea')
  AND pg_has_role(proowner, 'USAGE')
\gexec
ALTER SCHEMA public OWNER TO exercise_buddy_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO exercise_buddy_app, exercise_buddy_read, exercise_buddy_backup;

-- Tables of a database from before there were roles. Their indexes and sequences follow them.
SELECT format('ALTER TABLE %I.%I OWNER TO exercise_buddy_owner', schemaname, tablename)
FROM pg_tables WHERE schemaname = 'public' AND tableowner <> 'exercise_buddy_owner'
\gexec
SELECT format('ALTER VIEW %I.%I OWNER TO exercise_buddy_owner', schemaname, viewname)
FROM pg_views WHERE schemaname = 'public' AND viewowner <> 'exercise_buddy_owner'
\gexec

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO exercise_buddy_app;
-- Whoever writes it decides whether the next version starts.
SELECT 'REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM exercise_buddy_app'
FROM pg_tables WHERE schemaname = 'public' AND tablename = 'alembic_version'
\gexec
-- Not pg_read_all_data, which reads everybody's password hashes, too.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO exercise_buddy_read, exercise_buddy_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO exercise_buddy_backup;
-- The one table that it writes: when it last succeeded.
SELECT 'GRANT INSERT, UPDATE ON backup_runs TO exercise_buddy_backup'
FROM pg_tables WHERE schemaname = 'public' AND tablename = 'backup_runs'
\gexec
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO exercise_buddy_app;
ALTER DEFAULT PRIVILEGES FOR ROLE exercise_buddy_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO exercise_buddy_app;
ALTER DEFAULT PRIVILEGES FOR ROLE exercise_buddy_owner IN SCHEMA public
  GRANT SELECT ON TABLES TO exercise_buddy_read, exercise_buddy_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE exercise_buddy_owner IN SCHEMA public GRANT SELECT ON SEQUENCES TO exercise_buddy_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE exercise_buddy_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO exercise_buddy_app;
SQL
