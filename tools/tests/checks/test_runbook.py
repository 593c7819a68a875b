"""What the check of the operators' pages finds, each in a page that is otherwise correct."""

from collections.abc import Callable, Iterator

import check_runbook
import pytest

RUNBOOK = (check_runbook.ROOT / "docs" / "runbook.md").read_text()


def test_the_pages_are_true() -> None:
    assert list(check_runbook.faults()) == []


@pytest.mark.parametrize(
    ("check", "old", "new", "fault"),
    [
        (check_runbook.check_paths, "`deploy/backup.sh`", "`deploy/back.sh`", "there is no deploy/back.sh"),
        (
            check_runbook.check_commands,
            "exercise-buddy drill",
            "exercise-buddy dril",
            "there is no exercise-buddy dril",
        ),
        (
            check_runbook.check_commands,
            "drill --data-dir DIR",
            "drill --data DIR",
            "exercise-buddy drill has no --data",
        ),
        (check_runbook.check_make, "`make topology`", "`make topologies`", "there is no make topologies"),
        (check_runbook.check_make, "make run PORT=8123", "make run HARBOUR=8123", "make run reads no HARBOUR"),
        (check_runbook.check_variables, "export BACKUP_TO=", "export BACK_UP_TO=", "nothing reads BACK_UP_TO"),
        (check_runbook.check_variables, "export WEBHOOK_HOSTS=", "export HOSTS=", "nothing reads HOSTS"),
        (
            check_runbook.check_hosts,
            "\nDATABASE_CA=",
            "\nDATABASE_AUTHORITY=",
            "DATABASE_AUTHORITY is set on Railway, and is no setting",
        ),
        (check_runbook.check_hosts, "jwt_secret,jwt_previous_secrets", "jwt_secret", "the secret on Kubernetes has"),
        (check_runbook.check_compose, "dc stop api pgbouncer", "dc stop app pgbouncer", "there is no service app"),
        (check_runbook.check_compose, "for server in ", "for server in postgres-a ", "postgres-a"),
        (
            check_runbook.check_compose,
            "exercise-buddy-scale_postgres  ",
            "scale_postgres  ",
            "no volume scale_postgres",
        ),
        (check_runbook.check_secrets, "scale.env.example deploy/scale.env", "scale.env.example my.env", "lacks my.env"),
        (check_runbook.check_secrets, "mkdir -m 700 secrets", "mkdir -m 700 keys", "lacks keys"),
        (check_runbook.check_shell, "dc up --detach\n", "dc up '--detach\n", "bash: "),
    ],
)
def test_what_is_not_there_is_found(check: Callable[[str], Iterator[str]], old: str, new: str, fault: str) -> None:
    assert old in RUNBOOK
    found = list(check(RUNBOOK.replace(old, new)))
    assert len(found) >= 1
    assert all(fault in one for one in found)


@pytest.mark.parametrize("target", ["adr/999-none.md", "#no-such-heading", "alerts.md#nothing"])
def test_a_link_that_leads_nowhere_is_found(target: str) -> None:
    assert len(list(check_runbook.check_links(f"see [there]({target})", "runbook.md"))) == 1
