#!/usr/bin/env python3
"""Check that the files in deploy/ agree with the code and with each other. Runs offline, in the backend's environment.

usage: backend/.venv/bin/python tools/checks/check_deploy.py

- the security headers of vercel.json and of the Caddyfile are the backend's own;
- vercel.json and railway.json hold what those read, by a schema of our own: each field that we use, and no other;
- the same folders are cached for good everywhere, and the service worker nowhere;
- every image and every GitHub action is pinned to a version;
- every file that a Dockerfile copies is there, and every build target that a compose file or a workflow names;
- every variable that a compose file or an image sets is one that the program reads;
- each service of compose.scale.yaml knows the password of its own role, and of no other;
- it is given the secrets that it reads, which are made of variables that the example has;
- the cluster of compose.replicas.yaml knows its servers by the same names everywhere;
- PgBouncer lets through what the backend sets, and gives up before the backend does;
- each alert has its page in docs/alerts.md and fires in a test;
- the runbook's table of settings names every setting, and no other;
- pnpm has one version, and what pip fetches is known by its hash.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from exercise_buddy.core.db.database import CHECKOUT_TIMEOUT_SECONDS, TIMEOUTS_OF_A_CONNECTION
from exercise_buddy.core.http.headers import SECURITY_HEADERS, STRICT_TRANSPORT_SECURITY
from exercise_buddy.core.http.web import FOR_AN_HOUR, FOREVER, ICONS, IMMUTABLE_FOLDERS, REVALIDATE
from exercise_buddy.core.settings import Settings
from exercise_buddy.serving.server import GRACE_SECONDS
from host_schemas import SCHEMAS
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # its types are a package of their own

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILES = tuple(sorted(DEPLOY.glob("*Dockerfile")))
COMPOSE_FILES = (ROOT / "compose.yaml", DEPLOY / "compose.scale.yaml")
WORKFLOWS = tuple(sorted((ROOT / ".github" / "workflows").glob("*.yaml")))

HEADERS = {**SECURITY_HEADERS, "Strict-Transport-Security": STRICT_TRANSPORT_SECURITY}
# Variables read by the images' start commands.
VARIABLES_OF_IMAGES = frozenset({"PORT"})
PASSWORDS_OF_SERVICES = {
    "postgres": {"POSTGRES", "OWNER", "APP", "READ", "BACKUP"},
    "migrate": {"OWNER"},
    "api": {"APP"},
    "pgbouncer": {"APP"},
    "backup": {"BACKUP"},
}
SECRETS_THAT_MAY_BE_EMPTY = frozenset({"jwt_previous_secrets", "smtp_url"})
VARIABLES = frozenset(name.upper() for name in Settings.model_fields)


def check_headers() -> Iterator[str]:
    """Compare Vercel's and Caddy's headers with the backend's."""
    rules = json.loads((DEPLOY / "vercel.json").read_text())["headers"]
    everywhere = next(rule["headers"] for rule in rules if rule["source"] == "/(.*)")
    yield from differences("deploy/vercel.json", {header["key"]: header["value"] for header in everywhere})
    block = re.search(
        r"\(security_headers\) \{\n\theader \{\n(.*?)\n\t\}", (DEPLOY / "Caddyfile").read_text(), re.DOTALL
    )
    lines = re.findall(r'^\t\t([A-Z][\w-]+) "(.*)"$', block[1], re.MULTILINE) if block else []
    yield from differences("deploy/Caddyfile", dict(lines))


def differences(where: str, headers: dict[str, str]) -> Iterator[str]:
    """One line per header that is missing, superfluous or different from the backend's."""
    for name in sorted(HEADERS.keys() | headers.keys()):
        if headers.get(name) != HEADERS.get(name):
            yield f"{where}: {name} is {headers.get(name)!r}, the backend sends {HEADERS.get(name)!r}"


def check_caching() -> Iterator[str]:
    """A cached service worker keeps an old version alive; files with versioned names never need revalidation."""
    folders = set(IMMUTABLE_FOLDERS)
    rules = {
        rule["source"]: {header["key"]: header["value"] for header in rule["headers"]}
        for rule in json.loads((DEPLOY / "vercel.json").read_text())["headers"]
    }
    lasting = {
        name
        for source, headers in rules.items()
        if headers.get("Cache-Control") == FOREVER
        for name in re.findall(r"\w+", source)
    }
    if lasting != folders:
        yield f"deploy/vercel.json: caches {sorted(lasting)} for good, the backend {sorted(folders)}"
    if rules.get("/sw.js", {}).get("Cache-Control") != REVALIDATE:
        yield f"deploy/vercel.json: /sw.js is not served with {REVALIDATE}"
    for icon in ICONS:
        if rules.get(f"/{icon}(.*)" if icon.endswith("/") else f"/{icon}", {}).get("Cache-Control") != FOR_AN_HOUR:
            yield f"deploy/vercel.json: /{icon} is not served with {FOR_AN_HOUR}"
    versioned = {f"/{folder}/*" for folder in folders}
    icons = {f"/{icon}*" if icon.endswith("/") else f"/{icon}" for icon in ICONS}
    caddyfile = (DEPLOY / "Caddyfile").read_text()
    expected = {"@versioned path": versioned, "@icons path": icons, "@changing not path": versioned | icons}
    for matcher, paths in expected.items():
        line = re.search(rf"^\t*{matcher} (.*)$", caddyfile, re.MULTILINE)
        named = set(line[1].split()) if line else set()
        if named != paths:
            yield f"deploy/Caddyfile: {matcher} names {sorted(named)}, the backend {sorted(paths)}"


def check_hosts() -> Iterator[str]:
    """Check the configurations of Vercel and Railway."""
    for name, schema in SCHEMAS.items():
        for error in Draft202012Validator(schema).iter_errors(json.loads((DEPLOY / name).read_text())):
            yield f"deploy/{name}: {'.'.join(map(str, error.absolute_path))}: {error.message}"


def check_pins() -> Iterator[str]:
    """Check that images and actions are pinned."""
    for path in DOCKERFILES:
        stages = set(stage_names(path))
        images = re.findall(r"^FROM (\S+)", path.read_text(), re.MULTILINE)
        yield from (unpinned(path, image) for image in images if image not in stages and not pinned(image))
    for path in COMPOSE_FILES:
        images = re.findall(r"^ +image: (\S+)", path.read_text(), re.MULTILINE)
        yield from (unpinned(path, image) for image in images if not pinned(image))
    for path in WORKFLOWS:
        actions = re.findall(r"uses: (?!\./)(\S+)", path.read_text())
        yield from (unpinned(path, action) for action in actions if not re.search(r"@(v\d+|[0-9a-f]{40})", action))


def pinned(image: str) -> bool:
    """Whether the image has a tag that is a version."""
    return re.search(r":v?\d", image) is not None


def unpinned(path: Path, name: str) -> str:
    """The message about something without a version."""
    return f"{path.relative_to(ROOT)}: {name} is not pinned to a version"


def stage_names(dockerfile: Path) -> list[str]:
    """The names of a Dockerfile's stages."""
    return re.findall(r"^FROM \S+ AS (\S+)", dockerfile.read_text(), re.MULTILINE)


def check_copies() -> Iterator[str]:
    """Check that what is copied from the build context exists."""
    for path in DOCKERFILES:
        for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", path.read_text(), re.MULTILINE):
            for source in sources.split():
                if not (ROOT / source).exists():
                    yield f"{path.relative_to(ROOT)}: COPY {source}: there is no such file"


def check_targets() -> Iterator[str]:
    """Check that the build targets of compose files and workflows exist."""
    pairs = [
        (path, pair)
        for path in COMPOSE_FILES
        for pair in re.findall(r"dockerfile: (\S+)\n(?: +target: (\S+)\n)?", path.read_text())
    ]
    pairs += [
        (path, pair)
        for path in WORKFLOWS
        for pair in re.findall(r"--file (\S*Dockerfile)(?: --target (\S+))?", path.read_text())
    ]
    for path, (dockerfile, target) in pairs:
        if not (ROOT / dockerfile).is_file():
            yield f"{path.relative_to(ROOT)}: there is no {dockerfile}"
        elif target and target not in stage_names(ROOT / dockerfile):
            yield f"{path.relative_to(ROOT)}: {dockerfile} has no target {target}"


def check_variables() -> Iterator[str]:
    """Check that the backend knows the variables that compose files set."""
    for path, service in zip(COMPOSE_FILES, ("backend", "api"), strict=True):
        block = re.search(rf"\n  {service}:\n(.*?)(?=\n  \w|\n\w)", path.read_text(), re.DOTALL)
        section = re.search(r"\n    environment:\n((?:      .*\n)+)", block[1] + "\n") if block else None
        names = re.findall(r"^      (\w+):", section[1], re.MULTILINE) if section else []
        if not names:
            yield f"{path.relative_to(ROOT)}: found no variables of {service}; has the layout changed?"
        for name in names:
            if name.removesuffix("_FILE") not in VARIABLES:
                yield f"{path.relative_to(ROOT)}: {name} is no setting of the backend"


def check_roles() -> Iterator[str]:
    """Check which service knows which database password."""
    text = (DEPLOY / "compose.scale.yaml").read_text().partition("\nservices:\n")[2]
    for service, block in re.findall(r"^  (\w+):\n((?:    .*\n|\n)+)", text, re.MULTILINE):
        known = set(re.findall(r"\b([A-Z]+)_PASSWORD:\?", block))
        allowed = PASSWORDS_OF_SERVICES.get(service, set())
        if known != allowed:
            yield f"deploy/compose.scale.yaml: {service} knows the passwords {sorted(known)}, not {sorted(allowed)}"


def check_secrets() -> Iterator[str]:
    """Check that each service gets the secrets it reads, and that the example has their variables."""
    where = "deploy/compose.scale.yaml"
    compose = yaml.safe_load((DEPLOY / "compose.scale.yaml").read_text())
    for name, service in compose["services"].items():
        environment = json.dumps(service.get("environment", {}))
        read = set(re.findall(r"/run/secrets/(\w+)", environment))
        # `${SMTP_URL:+/run/secrets/smtp_url}` reads the secret only if there is one.
        always = set(re.findall(r"[^+]/run/secrets/(\w+)", environment))
        yield from (
            f"{where}: {name} reads the secret {each}, of which Compose makes no file when it is empty"
            for each in sorted(always & SECRETS_THAT_MAY_BE_EMPTY)
        )
        given = set(service.get("secrets", ()))
        yield from (f"{where}: {name} reads the secret {each}, and is not given it" for each in sorted(read - given))
        unknown = given - compose["secrets"].keys()
        yield from (f"{where}: there is no secret {each}, which {name} is given" for each in sorted(unknown))
    known = set(re.findall(r"^(\w+)=", (DEPLOY / "scale.env.example").read_text(), re.MULTILINE))
    variables = {secret["environment"] for secret in compose["secrets"].values()}
    yield from (f"deploy/scale.env.example: {each} is missing, a secret" for each in sorted(variables - known))


def check_cluster() -> Iterator[str]:
    """Check which servers confirm commits, can be promoted, serve reads and are in the certificate."""
    text = (DEPLOY / "compose.replicas.yaml").read_text()
    nodes = re.findall(r"^      NODE: (\S+)$", text, re.MULTILINE)
    standbys = re.findall(r'"([\w-]+)"', re.findall(r"synchronous_standby_names=ANY 1 (.*)", text)[0])
    named = {
        "synchronous_standby_names": standbys,
        "NODES": re.findall(r"^      NODES: (.*)$", text, re.MULTILINE)[0].split(),
        "DATABASE_REPLICA_URLS": re.findall(r"\$\{APP_PASSWORD\}@([\w-]+):", text),
        "the certificate": re.findall(r"DNS:([\w-]+)", (DEPLOY / "postgres-with-tls.sh").read_text()),
    }
    for where, names in named.items():
        if names != nodes:
            yield f"deploy/compose.replicas.yaml: {where} has {names}, the servers are {nodes}"
    paths = [DEPLOY / f"compose.{name}.yaml" for name in ("scale", "replicas")]
    files = [yaml.safe_load(path.read_text())["services"] for path in paths]
    for service in files[0].keys() | files[1].keys():
        needed: dict[str, dict[str, object]] = {}
        for file in files:
            needed |= file.get(service, {}).get("depends_on", {})
        for node in needed.keys() & set(nodes):
            if needed[node].get("required", True):
                yield f"deploy/compose.replicas.yaml: `up` does not start {service} while {node} is away"
    # It inherits PGSSLMODE=verify-full, and the certificate does not name localhost.
    if '"--host", "localhost"' in text and "sslmode=disable" not in text:
        yield "deploy/compose.replicas.yaml: the health check of a server has to say sslmode=disable to ask localhost"


def check_second_month() -> Iterator[str]:
    """Check that no log grows without end, and that Docker waits for the requests under way."""
    for name in ("scale", "replicas"):
        services = yaml.safe_load((DEPLOY / f"compose.{name}.yaml").read_text())["services"]
        for service, told in services.items():
            if "restart" in told and told.get("logging") != {"driver": "local"}:
                yield f"deploy/compose.{name}.yaml: {service} keeps every line of its log for good"
            if name == "scale" and service == "api" and int(told.get("stop_grace_period", "10s")[:-1]) <= GRACE_SECONDS:
                yield f"deploy/compose.scale.yaml: Docker kills {service} while it answers the last requests"


def check_pgbouncer() -> Iterator[str]:
    """Check the start-up parameters PgBouncer lets through, and its time-outs against the backend's."""
    text = (DEPLOY / "pgbouncer.ini").read_text()
    options = dict(re.findall(r"^(\w+) = (.*)$", text, re.MULTILINE))
    ignored = set(options["ignore_startup_parameters"].split(","))
    if ignored != set(TIMEOUTS_OF_A_CONNECTION):
        yield f"deploy/pgbouncer.ini: ignores {sorted(ignored)}, the backend sets {sorted(TIMEOUTS_OF_A_CONNECTION)}"
    roles = (DEPLOY / "postgres-roles.sh").read_text()
    for name, milliseconds in TIMEOUTS_OF_A_CONNECTION.items():
        if f"ALTER ROLE exercise_buddy_app SET {name} = '{milliseconds // 1000}s'" not in roles:
            yield f"deploy/postgres-roles.sh: exercise_buddy_app lacks the backend's {name} of {milliseconds} ms"
    if options["pool_mode"] != "transaction" or int(options["max_prepared_statements"]) == 0:
        yield "deploy/pgbouncer.ini: it does not keep prepared statements in transaction mode"
    if float(options["query_wait_timeout"]) >= CHECKOUT_TIMEOUT_SECONDS:
        yield f"deploy/pgbouncer.ini: query_wait_timeout is not below the backend's {CHECKOUT_TIMEOUT_SECONDS} s"


def check_alerts() -> Iterator[str]:
    """Check that each alert has a page and a test. A backend test checks that a server exports their metrics."""
    rules = (DEPLOY / "monitoring" / "alerts.yaml").read_text()
    alerts = set(re.findall(r"- alert: (\w+)", rules))
    pages = set(re.findall(r"^## (\w+)$", (ROOT / "docs" / "alerts.md").read_text(), re.MULTILINE))
    yield from (f"docs/alerts.md: there is no page for {name}" for name in sorted(alerts - pages))
    yield from (f"docs/alerts.md: there is no alert {name}" for name in sorted(pages - alerts))
    tests = "".join(path.read_text() for path in (DEPLOY / "monitoring").glob("alerts*_test.yaml"))
    fired = set(re.findall(r'alertname="(\w+)"', tests))
    yield from (f"deploy/monitoring/alerts*_test.yaml: {name} never fires" for name in sorted(alerts - fired))


def check_documented() -> Iterator[str]:
    """Check the runbook's table of settings."""
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \|", (ROOT / "docs" / "runbook.md").read_text(), re.MULTILINE)
    documented = {name for row in rows for name in re.findall(r"[A-Z_]+", row)}
    yield from (f"docs/runbook.md: {name} is missing from the settings" for name in sorted(VARIABLES - documented))
    unknown = documented - VARIABLES - VARIABLES_OF_IMAGES
    yield from (f"docs/runbook.md: {name} is no setting" for name in sorted(unknown))


def check_versions() -> Iterator[str]:
    """Check that pnpm has the same version in both places, and that nothing is fetched without version and hash."""
    wanted = json.loads((ROOT / "frontend" / "package.json").read_text())["devEngines"]["packageManager"]["version"]
    if f'"pnpm@{wanted}"' not in (ROOT / "tools" / "setup" / "bootstrap.py").read_text():
        yield f"tools/setup/bootstrap.py: pnpm is not {wanted}, as in frontend/package.json"
    for path in (*WORKFLOWS, *DOCKERFILES):
        for line in re.findall(r".*(?:pip install|npx ).*", path.read_text().replace("\\\n", "")):
            if "--require-hashes" not in line and "dist/*.whl" not in line:
                yield f"{path.relative_to(ROOT)}: fetched without a hash: {line.strip()}"


CHECKS = (
    check_headers,
    check_hosts,
    check_caching,
    check_pins,
    check_copies,
    check_targets,
    check_variables,
    check_roles,
    check_secrets,
    check_cluster,
    check_second_month,
    check_pgbouncer,
    check_alerts,
    check_documented,
    check_versions,
)


def main() -> int:
    """Print every fault; exit code 1 if there is one."""
    faults = [fault for check in CHECKS for fault in check()]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
