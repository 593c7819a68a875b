# The API alone, for a deployment whose web app is served elsewhere (docs/adr/009). Build it from the root:
#   docker build -f deploy/backend.Dockerfile -t exercise-buddy-api .
# Targets: development (reload; compose.yaml mounts the sources over it), production (default).
# No cache mounts and no VOLUME: Railway refuses both in this form.

FROM python:3.14-slim AS packages
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_NO_CACHE=1 \
    UV_PROJECT_ENVIRONMENT=/opt/venv \
    UV_PYTHON_DOWNLOADS=never
COPY tools/requirements/uv.txt /src/tools/requirements/uv.txt
RUN pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore --require-hashes \
    --requirement /src/tools/requirements/uv.txt
WORKDIR /src/backend
COPY backend/pyproject.toml backend/uv.lock ./
RUN uv sync --frozen --no-dev --extra redis --extra s3 --extra otel --no-install-project
COPY backend/README.md ./
COPY backend/src src


FROM packages AS development
# Editable, so that the sources that compose.yaml mounts are the ones that run.
RUN uv sync --frozen --no-dev --extra redis --extra s3 --extra otel
COPY deploy/healthcheck.py /usr/local/lib/healthcheck.py
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
RUN useradd --uid 10001 --create-home app
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "/usr/local/lib/healthcheck.py"]
CMD ["exercise-buddy", "serve", "--host", "0.0.0.0", "--port", "8000", "--reload"]


FROM packages AS installed
RUN uv sync --frozen --no-dev --extra redis --extra s3 --extra otel --no-editable


FROM python:3.14-slim AS production
COPY --from=installed /opt/venv /opt/venv
COPY deploy/healthcheck.py /usr/local/lib/healthcheck.py
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ENVIRONMENT=production \
    PORT=8000
RUN useradd --uid 10001 --create-home app
USER 10001
WORKDIR /home/app
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "/usr/local/lib/healthcheck.py"]
# A shell, because the platform chooses PORT when it starts the container; exec, so that signals reach the server.
CMD ["sh", "-c", "exec exercise-buddy serve --host 0.0.0.0 --port \"$PORT\""]
