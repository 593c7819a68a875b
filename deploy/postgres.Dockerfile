# One server of deploy/compose.replicas.yaml: PostgreSQL with pgBackRest, which is in the image's own package source.

FROM postgres:18
# hadolint ignore=DL3008 - whatever PostgreSQL's own source has
RUN apt-get update && apt-get install --yes --no-install-recommends pgbackrest && rm -rf /var/lib/apt/lists/* \
    && install --directory --owner=postgres --mode=0700 /archive
COPY deploy/pgbackrest.conf /etc/pgbackrest/pgbackrest.conf
COPY deploy/pg_hba.conf /etc/postgresql/pg_hba.conf
COPY deploy/postgres-with-tls.sh deploy/postgres-node.sh deploy/archive.sh /usr/local/lib/
