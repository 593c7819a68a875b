"""What the checks of the deployment files find, and the configuration written for Vercel."""

import argparse
import json
import shutil
from pathlib import Path

import check_deploy
import pytest
import vercel_site

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the checked files, to be modified."""
    for folder in ("deploy", ".github"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name in (
        "compose.yaml",
        "docs/alerts.md",
        "docs/runbook.md",
        "frontend/package.json",
        "tools/setup/bootstrap.py",
        "tools/requirements/uv.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    deploy = tmp_path / "deploy"
    monkeypatch.setattr(check_deploy, "ROOT", tmp_path)
    monkeypatch.setattr(check_deploy, "DEPLOY", deploy)
    monkeypatch.setattr(check_deploy, "DOCKERFILES", tuple(deploy.glob("*Dockerfile")))
    monkeypatch.setattr(check_deploy, "COMPOSE_FILES", (tmp_path / "compose.yaml", deploy / "compose.scale.yaml"))
    monkeypatch.setattr(check_deploy, "WORKFLOWS", tuple((tmp_path / ".github/workflows").glob("*.yaml")))
    return tmp_path


def spoil(path: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize("name", ["vercel.json", "Caddyfile"])
def test_a_header_unlike_the_backends_is_found(copy: Path, name: str) -> None:
    spoil(copy / "deploy" / name, "script-src 'self'", "script-src 'self' 'unsafe-inline'")
    assert [fault.split(" is ")[0] for fault in check_deploy.check_headers()] == [
        f"deploy/{name}: Content-Security-Policy"
    ]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("deploy/Dockerfile", "FROM node:24-slim", "FROM node"),
        ("compose.yaml", "postgres:18", "postgres:latest"),
        (".github/workflows/checks.yaml", "actions/checkout@v7", "actions/checkout@main"),
    ],
)
def test_what_is_not_pinned_is_found(copy: Path, name: str, old: str, new: str) -> None:
    assert list(check_deploy.check_pins()) == []
    spoil(copy / name, old, new)
    assert all(fault.startswith(f"{name}: ") for fault in check_deploy.check_pins())
    assert list(check_deploy.check_pins())


def test_a_copied_file_that_is_missing_is_found(copy: Path) -> None:
    (copy / "deploy" / "healthcheck.py").unlink()
    assert "deploy/Dockerfile: COPY deploy/healthcheck.py: there is no such file" in list(check_deploy.check_copies())


def test_a_build_target_that_is_missing_is_found(copy: Path) -> None:
    spoil(copy / "compose.yaml", "target: development", "target: developement")
    assert list(check_deploy.check_targets()) == ["compose.yaml: deploy/backend.Dockerfile has no target developement"]


def test_an_unread_variable_is_found(copy: Path) -> None:
    spoil(copy / "deploy" / "compose.scale.yaml", "REDIS_URL:", "REDIS_URI:")
    assert list(check_deploy.check_variables()) == ["deploy/compose.scale.yaml: REDIS_URI is no setting of the backend"]


def test_a_setting_that_the_runbook_misspells_is_found(copy: Path) -> None:
    assert list(check_deploy.check_documented()) == []
    spoil(copy / "docs" / "runbook.md", "| `REDIS_URL` |", "| `REDIS_URI` |")
    assert list(check_deploy.check_documented()) == [
        "docs/runbook.md: REDIS_URL is missing from the settings",
        "docs/runbook.md: REDIS_URI is no setting",
    ]


def test_a_server_that_the_cluster_does_not_know_everywhere_is_found(copy: Path) -> None:
    assert list(check_deploy.check_cluster()) == []
    spoil(copy / "deploy" / "compose.replicas.yaml", "NODES: postgres postgres-b postgres-c", "NODES: postgres")
    assert list(check_deploy.check_cluster()) == [
        "deploy/compose.replicas.yaml: NODES has ['postgres'], the servers are ['postgres', 'postgres-b', 'postgres-c']"
    ]


def test_a_service_that_waits_for_a_server_that_may_be_away_is_found(copy: Path) -> None:
    told = "      PGHOST: ${PRIMARY:-postgres}\n"
    spoil(copy / "deploy" / "compose.replicas.yaml", f"{told}    depends_on: *after-a-replica\n", told)
    assert list(check_deploy.check_cluster()) == [
        "deploy/compose.replicas.yaml: `up` does not start backup while postgres is away"
    ]


def test_what_an_operator_would_meet_in_the_second_month_is_found(copy: Path) -> None:
    scale = copy / "deploy" / "compose.scale.yaml"
    redis = "    image: redis:8-alpine\n    restart: unless-stopped\n"
    spoil(scale, f"{redis}    logging: *logging\n", redis)
    spoil(scale, "    stop_grace_period: 20s\n", "")
    assert list(check_deploy.check_second_month()) == [
        "deploy/compose.scale.yaml: Docker kills api while it answers the last requests",
        "deploy/compose.scale.yaml: redis keeps every line of its log for good",
    ]


def test_a_health_check_that_the_certificate_fails_is_found(copy: Path) -> None:
    spoil(copy / "deploy" / "compose.replicas.yaml", " sslmode=disable", "")
    assert list(check_deploy.check_cluster()) == [
        "deploy/compose.replicas.yaml: the health check of a server has to say sslmode=disable to ask localhost"
    ]


def test_two_versions_of_a_tool_are_found(copy: Path) -> None:
    spoil(copy / "tools" / "setup" / "bootstrap.py", '"pnpm@', '"pnpm@9')
    assert len(list(check_deploy.check_versions())) == 1


@pytest.mark.parametrize(
    "address", ["http://api.example.org", "api.example.org", "https://api.example.org/v1", "https://me@api.example.org"]
)
def test_an_address_that_is_not_an_https_origin_is_refused(address: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        vercel_site.origin(address)


def test_the_backends_address_goes_into_vercels_route() -> None:
    (route,) = json.loads(vercel_site.configuration(vercel_site.origin("https://api.example.org/")))["routes"]
    assert (route["src"], route["dest"]) == ("/api/(.*)", "https://api.example.org/api/$1")


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("vercel.json", '"framework": null,', '"framework": null, "frame": null,', "unexpected"),
        ("vercel.json", '"op": "set"', '"op": "put"', "is not one of"),
        ("vercel.json", '"env": ["EDGE_SECRET"]', '"env": "EDGE_SECRET"', "is not of type"),
        ("vercel.json", "$EDGE_SECRET", "a secret that stands in a file", "does not match"),
        ("railway.json", '"healthcheckTimeout": 120', '"healthcheckTimeout": "120"', "is not of type"),
        ("railway.json", '"/readyz"', '"/healthz"', "was expected"),
        ("railway.json", '"overlapSeconds": 20,', "", "is a required property"),
    ],
)
def test_what_a_host_would_not_take_is_found(copy: Path, name: str, old: str, new: str, fault: str) -> None:
    spoil(copy / "deploy" / name, old, new)
    (found,) = check_deploy.check_hosts()
    assert found.startswith(f"deploy/{name}: ")
    assert fault in found


@pytest.mark.parametrize(
    ("name", "command"),
    [
        (".github/workflows/checks.yaml", "pip install requests"),
        (".github/workflows/deploy.yaml", "npx --yes vercel@64.0.2 deploy"),
        ("deploy/Dockerfile", "pip install \\\n    uv==0.13.9"),
    ],
)
def test_what_is_fetched_without_a_hash_is_found(copy: Path, name: str, command: str) -> None:
    path = copy / name
    path.write_text(f"{path.read_text()}\nRUN {command}\n")
    assert any("fetched without a hash" in fault and name in fault for fault in check_deploy.check_versions())


def test_a_service_that_knows_another_ones_password_is_found(copy: Path) -> None:
    spoil(copy / "deploy" / "compose.scale.yaml", "exercise_buddy_app:${APP_PASSWORD", "postgres:${POSTGRES_PASSWORD")
    assert list(check_deploy.check_roles()) == [
        "deploy/compose.scale.yaml: api knows the passwords ['POSTGRES'], not ['APP']"
    ]


def test_a_secret_that_is_not_given_or_not_there_is_found(copy: Path) -> None:
    assert list(check_deploy.check_secrets()) == []
    spoil(copy / "deploy" / "compose.scale.yaml", "secrets: [jwt_secret, ", "secrets: [")
    spoil(copy / "deploy" / "compose.scale.yaml", "  smtp_url:\n", "  mail_server:\n")
    spoil(copy / "deploy" / "scale.env.example", "JWT_PREVIOUS_SECRETS=", "OLD_SECRETS=")
    assert [fault.partition(": ")[2] for fault in check_deploy.check_secrets()] == [
        "api reads the secret jwt_secret, and is not given it",
        "there is no secret smtp_url, which api is given",
        "JWT_PREVIOUS_SECRETS is missing, a secret",
    ]


def test_a_pgbouncer_that_drops_what_the_backend_sets_or_waits_longer_is_found(copy: Path) -> None:
    spoil(copy / "deploy" / "pgbouncer.ini", "statement_timeout,idle", "idle")
    spoil(copy / "deploy" / "pgbouncer.ini", "query_wait_timeout = 2", "query_wait_timeout = 120")
    spoil(copy / "deploy" / "postgres-roles.sh", "statement_timeout = '15s'", "statement_timeout = '99s'")
    assert len(list(check_deploy.check_pgbouncer())) == 3


def test_an_alert_without_page_or_test_is_found(copy: Path) -> None:
    assert list(check_deploy.check_alerts()) == []
    spoil(copy / "deploy" / "monitoring" / "alerts.yaml", "- alert: DrillOld", "- alert: DrillTooOld")
    assert [fault.partition(": ")[2] for fault in check_deploy.check_alerts()] == [
        "there is no page for DrillTooOld",
        "there is no alert DrillOld",
        "DrillTooOld never fires",
    ]
