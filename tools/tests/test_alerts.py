"""The alert rules, tested with Prometheus' own tool: each fires for its cause, and none without one."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

MONITORING = Path(__file__).resolve().parents[2] / "deploy" / "monitoring"
PROMTOOL = shutil.which("promtool")


def test_every_alert_fires_for_its_cause_and_none_on_a_good_day() -> None:
    if PROMTOOL is None:
        assert "REQUIRE_RECORDINGS" not in os.environ, (
            "continuous integration has to have promtool: tools/setup/bootstrap.py"
        )
        pytest.skip("no promtool here (Debian: apt install prometheus): the rules of the alerts are not run")
    tests = sorted(path.name for path in MONITORING.glob("alerts*_test.yaml"))
    assert len(tests) == 2
    for command in (("check", "rules", "alerts.yaml"), ("test", "rules", *tests)):
        done = subprocess.run([PROMTOOL, *command], cwd=MONITORING, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
