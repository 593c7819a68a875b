"""What the checks of the Kubernetes manifests find, and that they render like Kustomize."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import check_kubernetes
import pytest
import yaml
from check_kubernetes import check_links, check_pods, check_schemas, check_settings

Check = Callable[[list[dict[str, Any]]], Iterator[str]]

KUBERNETES = Path(__file__).resolve().parents[3] / "deploy" / "kubernetes"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the manifests, to be modified."""
    shutil.copytree(KUBERNETES, tmp_path / "kubernetes")
    return tmp_path / "kubernetes"


def faults(kubernetes: Path, check: Check) -> str:
    """The faults that one check finds in the production overlay."""
    return "\n".join(check(check_kubernetes.rendered(kubernetes / "overlays" / "production")))


SPOILT = {
    check_schemas: [
        ("app.yaml", "maxUnavailable: 0", "maxUnavailabel: 0", "unexpected"),
        ("app.yaml", "containerPort: 8000", 'containerPort: "8000"', "is not of type"),
    ],
    check_settings: [
        ("app.yaml", "name: exercise-buddy }\n          ports", "name: x }\n          ports", "no setting"),
        ("settings.yaml", "DATABASE_POOL_SIZE", "DATABASE_POOLSIZE", "DATABASE_POOLSIZE is no setting"),
        ("app.yaml", "mountPath: /run/secrets/exercise-buddy", "mountPath: /run/secrets/x", "is not mounted"),
    ],
    check_links: [
        ("service.yaml", "selector: { app.kubernetes.io/name: exercise-buddy }", "selector: { app: x }", "no pod has"),
        ("service.yaml", "targetPort: http", "targetPort: web", "no pod has a port web"),
        ("ingress.yaml", "name: exercise-buddy\n                port", "name: x\n                port", "no service"),
        ("autoscaler.yaml", "Deployment\n    name: exercise-buddy", "Deployment\n    name: x", "no Deployment"),
        ("disruption-budget.yaml", "name: exercise-buddy }\n", "name: x }\n", "no pod has"),
    ],
    check_pods: [
        ("app.yaml", "runAsNonRoot: true", "runAsNonRoot: false", "may run as root"),
        ("migrate.yaml", 'capabilities: { drop: ["ALL"] }', "capabilities: { drop: [] }", "may gain rights"),
        ("app.yaml", "startupProbe", "postStartProbe", "has only"),
        ("app.yaml", "ghcr.io/example/exercise-buddy", "ghcr.io/example/other", "has no version"),
    ],
}


@pytest.mark.parametrize(("check", "spoilt"), [(check, one) for check, ones in SPOILT.items() for one in ones])
def test_what_is_wrong_is_found(copy: Path, check: Check, spoilt: tuple[str, str, str, str]) -> None:
    file, old, new, fault = spoilt
    path = copy / "base" / file
    text = path.read_text()
    assert old in text
    # The last: names of objects, by which patches find them, come first.
    head, _, tail = text.rpartition(old)
    path.write_text(f"{head}{new}{tail}")
    assert fault in faults(copy, check)


def test_a_patch_that_meets_nothing_and_what_is_not_rendered_here_are_refused(copy: Path) -> None:
    overlay = copy / "overlays" / "production" / "kustomization.yaml"
    text = overlay.read_text()
    overlay.write_text(text.replace("/spec/minReplicas", "/spec/replicas"))
    with pytest.raises(ValueError, match="nothing to replace at /spec/replicas"):
        faults(copy, check_pods)
    overlay.write_text(f"{text}namePrefix: a-\n")
    with pytest.raises(ValueError, match="namePrefix"):
        faults(copy, check_pods)


@pytest.mark.parametrize("overlay", ["production", "staging"])
def test_kustomize_makes_the_same(overlay: str) -> None:
    kubectl = shutil.which("kubectl")
    if kubectl is None:
        pytest.skip(
            "no kubectl here: what tools/checks/check_kubernetes.py renders is not compared with Kustomize's own"
        )
    folder = KUBERNETES / "overlays" / overlay
    done = subprocess.run([kubectl, "kustomize", str(folder)], capture_output=True, text=True, check=True)

    def by_name(objects: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
        return {check_kubernetes.named(each): each for each in objects}

    assert by_name(list(yaml.safe_load_all(done.stdout))) == by_name(check_kubernetes.rendered(folder))
