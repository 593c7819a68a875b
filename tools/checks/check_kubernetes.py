#!/usr/bin/env python3
"""Render deploy/kubernetes as Kustomize does; hold it against Kubernetes' own schemas and the program. Runs offline.

usage: backend/.venv/bin/python tools/checks/check_kubernetes.py [--print OVERLAY]

- every object is valid for the oldest and the newest Kubernetes that is meant, and has no field that is not known;
- every variable is a setting of the program, and every file of a secret that a variable names is mounted;
- what points at pods, services, ports or objects finds them;
- every pod fits Kubernetes' `restricted` standard, has probes and bounds, and a version of its image.

Kustomize itself is a Go program that no package here brings. The manifests use of it what this renders: resources, a
namespace, images and patches that replace. A test compares the two where `kubectl` is there.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import yaml
from exercise_buddy.core.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
OVERLAYS = ROOT / "deploy" / "kubernetes" / "overlays"
VERSIONS = ("1.33", "1.37")
KNOWN_KEYS = frozenset({"apiVersion", "kind", "namespace", "resources", "images", "patches"})
VARIABLES = frozenset(name.upper() for name in Settings.model_fields)

Manifest = dict[str, Any]


def rendered(folder: Path) -> list[Manifest]:
    """All objects of an overlay."""
    wanted = yaml.safe_load((folder / "kustomization.yaml").read_text())
    if unknown := wanted.keys() - KNOWN_KEYS:
        raise ValueError(f"{folder.name}/kustomization.yaml: {sorted(unknown)} is not rendered here")
    objects: list[Manifest] = []
    for name in wanted["resources"]:
        path = folder / name
        objects += rendered(path) if path.is_dir() else list(yaml.safe_load_all(path.read_text()))
    for each in objects:
        if "namespace" in wanted:
            each["metadata"]["namespace"] = wanted["namespace"]
        _name_images(each, wanted.get("images", ()))
    for patch in wanted.get("patches", ()):
        _apply(patch, [each for each in objects if named(each) == (patch["target"]["kind"], patch["target"]["name"])])
    return objects


def _name_images(manifest: Manifest, images: Iterable[Manifest]) -> None:
    for container in containers_of(manifest):
        for image in images:
            if container["image"] == image["name"]:
                container["image"] = f"{image['newName']}:{image['newTag']}"


def _apply(patch: Manifest, targets: list[Manifest]) -> None:
    if len(targets) != 1:
        raise ValueError(f"a patch meets {len(targets)} objects: {patch['target']}")
    for step in yaml.safe_load(patch["patch"]):
        *parents, last = step["path"].strip("/").split("/")
        place: Any = targets[0]
        for key in parents:
            place = place[int(key) if isinstance(place, list) else key]
        key = int(last) if isinstance(place, list) else last
        if step["op"] != "replace" or (isinstance(place, dict) and key not in place):
            raise ValueError(f"{patch['target']}: there is nothing to replace at {step['path']}")
        place[key] = step["value"]


def named(manifest: Manifest) -> tuple[str, str]:
    """The object's kind and name."""
    return manifest["kind"], manifest["metadata"]["name"]


def pod_of(manifest: Manifest) -> Manifest:
    """The specification of the object's pods; empty if it has none."""
    return dict(manifest.get("spec", {}).get("template", {}).get("spec", {}))


def containers_of(manifest: Manifest) -> list[Manifest]:
    """The containers of the object's pods."""
    return list(pod_of(manifest).get("containers", ()))


def check_schemas(objects: list[Manifest]) -> Iterator[str]:
    """Validate the objects with Kubernetes' own schemas."""
    for each in objects:
        for version in VERSIONS:
            try:
                kubernetes_validate.validate(each, version, strict=True)
            except kubernetes_validate.ValidationError as error:
                yield f"{named(each)}: {version}: {error.message} at {'/'.join(map(str, error.path))}"


def check_settings(objects: list[Manifest]) -> Iterator[str]:
    """Check that variables are settings, and that files they name are mounted."""
    maps = {name: each["data"] for each in objects for kind, name in [named(each)] if kind == "ConfigMap"}
    for each in objects:
        for container in containers_of(each):
            variables = {entry["name"]: entry["value"] for entry in container.get("env", ())}
            for source in container.get("envFrom", ()):
                variables |= maps.get(source["configMapRef"]["name"], {"(a map that is not there)": ""})
            unknown = [name for name in variables if name.removesuffix("_FILE") not in VARIABLES]
            yield from (f"{named(each)}: {name} is no setting of the program" for name in unknown)
            mounted = tuple(f"{mount['mountPath']}/" for mount in container["volumeMounts"])
            files = {path for name, path in variables.items() if name.endswith("_FILE")}
            yield from (f"{named(each)}: {path} is not mounted" for path in files if not path.startswith(mounted))


def check_links(objects: list[Manifest]) -> Iterator[str]:
    """Check that references find their targets."""
    there = {named(each) for each in objects}
    labels = [each["spec"]["template"]["metadata"]["labels"] for each in objects if pod_of(each)]
    ports = {port["name"] for each in objects for one in containers_of(each) for port in one.get("ports", ())}
    for each in objects:
        text = json.dumps(each.get("spec", {}))
        selectors = re.findall(r'"(?:matchLabels|selector)": (\{"app[^{}]*\})', text)
        missing = [wanted for wanted in map(json.loads, selectors) if wanted not in labels]
        yield from (f"{named(each)}: no pod has {wanted}" for wanted in missing)
        for name in re.findall(r'"service": \{"name": "([\w-]+)"', text):
            if ("Service", name) not in there:
                yield f"{named(each)}: there is no service {name}"
        used = set(re.findall(r'"(?:port|targetPort)": "(\w+)"', text))
        yield from (f"{named(each)}: no pod has a port {port}" for port in sorted(used - ports))
        target = each.get("spec", {}).get("scaleTargetRef")
        if target and (target["kind"], target["name"]) not in there:
            yield f"{named(each)}: there is no {target['kind']} {target['name']}"


def check_pods(objects: list[Manifest]) -> Iterator[str]:
    """Check the `restricted` standard (kubernetes.io/docs/concepts/security/pod-security-standards) and probes."""
    for each in (each for each in objects if pod_of(each)):
        context = pod_of(each).get("securityContext", {})
        if not context.get("runAsNonRoot") or context.get("seccompProfile") != {"type": "RuntimeDefault"}:
            yield f"{named(each)}: may run as root, or without a seccomp profile"
        for container in containers_of(each):
            own = container.get("securityContext", {})
            if own.get("allowPrivilegeEscalation") is not False or own.get("capabilities") != {"drop": ["ALL"]}:
                yield f"{named(each)}: {container['name']} may gain rights"
            if not re.search(r":\d+\.\d+\.\d+$", container["image"]):
                yield f"{named(each)}: {container['image']} has no version"
            if container.get("resources", {}).keys() != {"requests", "limits"}:
                yield f"{named(each)}: {container['name']} has no bounds"
            probes = {name for name in container if name.endswith("Probe")}
            if each["kind"] == "Deployment" and probes != {"startupProbe", "livenessProbe", "readinessProbe"}:
                yield f"{named(each)}: {container['name']} has only {sorted(probes)}"


CHECKS = (check_schemas, check_settings, check_links, check_pods)


def main() -> int:
    """Print every fault, or an overlay; exit code 1 if there is a fault."""
    if sys.argv[1:2] == ["--print"]:
        yaml.safe_dump_all(rendered(OVERLAYS / sys.argv[2]), sys.stdout, sort_keys=False)
        return 0
    overlays = {folder.name: rendered(folder) for folder in sorted(OVERLAYS.iterdir())}
    faults = [
        f"deploy/kubernetes/overlays/{name}: {fault}"
        for name, objects in overlays.items()
        for check in CHECKS
        for fault in check(objects)
    ]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
