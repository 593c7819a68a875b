# PgBouncer: thousands of clients' connections on a few dozen of the database's. Debian 13 has 1.24, which keeps prepared
# statements in transaction mode (1.21 and later). psql is for promote.sh and the health check.

FROM debian:13-slim
# hadolint ignore=DL3008 - whatever Debian 13 has
RUN apt-get update && apt-get install --yes --no-install-recommends pgbouncer postgresql-client && rm -rf /var/lib/apt/lists/* \
    && install --directory --owner=postgres --mode=0755 /run/pgbouncer
COPY deploy/pgbouncer.ini /etc/pgbouncer/pgbouncer.ini
COPY deploy/pgbouncer.sh /usr/local/lib/pgbouncer.sh
USER postgres
# SIGTERM waits for its clients, of which one that was cut off never says that it is gone; SIGINT for their transactions.
STOPSIGNAL SIGINT
CMD ["sh", "/usr/local/lib/pgbouncer.sh"]
