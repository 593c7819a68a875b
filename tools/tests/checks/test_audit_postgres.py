"""The embedded PostgreSQL's version compared with the newest, as reported by a local server."""

import json
import re
from pathlib import Path

import audit_postgres
import pytest


def versions(folder: Path, text: str) -> str:
    (folder / "versions.json").write_text(text)
    return (folder / "versions.json").as_uri()


@pytest.mark.parametrize(
    ("ahead", "code", "said"), [(0, 0, "is the newest 18"), (2, 1, "is behind 18."), (-1, 0, "is the newest 18")]
)
def test_the_version_in_the_wheel_is_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ahead: int, code: int, said: str
) -> None:
    major, minor = audit_postgres.embedded_version()
    assert major == 18
    newest = [{"major": "17", "latestMinor": "99"}, {"major": "18", "latestMinor": str(minor + ahead)}]
    assert audit_postgres.main(versions(tmp_path, json.dumps(newest))) == code
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("text", ["no json", "[]", '[{"major": "18"}]'])
def test_nonsense_is_not_an_all_clear(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    assert audit_postgres.main(versions(tmp_path, text)) == 2
    assert audit_postgres.UNREACHABLE in capsys.readouterr().out


def test_no_network_is_said_with_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit_postgres.main("http://127.0.0.1:9/versions.json") == 2
    assert re.match(r"PostgreSQL 18\.\d+ is embedded; postgresql.org cannot be reached", capsys.readouterr().out)
