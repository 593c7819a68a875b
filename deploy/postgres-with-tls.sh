#!/bin/sh
# Start the postgres image with TLS, then hand over to the image's own entry point with the arguments given here.
# The key is made once, for every server of a cluster, and stays in KEY_DIR. The certificate, which clients check the server
# by, goes to CERTIFICATE_DIR.
set -eu

key_dir=${KEY_DIR:-/var/lib/tls/key}
certificate_dir=${CERTIFICATE_DIR:-/var/lib/tls/certificate}
entrypoint=${POSTGRES_ENTRYPOINT:-docker-entrypoint.sh}

if [ ! -s "$key_dir/server.key" ]; then
  openssl req -new -x509 -nodes -days 3650 -subj "/CN=postgres" -addext "subjectAltName=DNS:postgres,DNS:postgres-b,DNS:postgres-c" \
    -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
    -keyout "$key_dir/server.key.new" -out "$certificate_dir/server.crt"
  mv "$key_dir/server.key.new" "$key_dir/server.key"
fi
# PostgreSQL refuses a key that any other account could read; every client may read the certificate.
chown -R postgres "$key_dir" "$certificate_dir"
chmod 0700 "$key_dir"
chmod 0600 "$key_dir/server.key"
chmod 0755 "$certificate_dir"
chmod 0644 "$certificate_dir/server.crt"

exec "$entrypoint" "$@" \
  -c ssl=on -c "ssl_cert_file=$certificate_dir/server.crt" -c "ssl_key_file=$key_dir/server.key"
