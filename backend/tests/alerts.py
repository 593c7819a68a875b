"""What the alerts and the dashboard ask Prometheus for, held against what a server has to tell."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from prometheus_client.parser import text_string_to_metric_families

MONITORING = Path(__file__).resolve().parents[2] / "deploy" / "monitoring"
SELECTOR = re.compile(r"([a-zA-Z_:][\w:]*)(?:\{([^}]*)\})?")
MATCHER = re.compile(r'(\w+)(=~|!~|!=|=)"([^"]*)"')
NO_SELECTORS = re.compile(r"\b(?:by|ignoring|on)\s*\([^)]*\)|\[[^\]]*\]|\$\w+")
WORDS = frozenset(
    {"absent", "and", "histogram_quantile", "increase", "max", "max_over_time", "or", "rate", "sum", "time", "vector"}
)
OF_PROMETHEUS = frozenset({"up"})
SET_BY_PROMETHEUS = frozenset({"job", "instance"})
OF_FAILURES = frozenset({"status", "error"})
"""Labels whose values come with failures, of which a server that is well has none."""

Labels = dict[str, str]


def asked() -> Iterator[tuple[str, str]]:
    """Each metric that is asked for, and the conditions on its labels."""
    groups = yaml.safe_load((MONITORING / "alerts.yaml").read_text())["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    panels = json.loads((MONITORING / "dashboard.json").read_text())["panels"]
    queries = [rule["expr"] for rule in rules]
    queries += [target["expr"] for panel in panels for target in panel.get("targets", ())]
    known = WORDS | OF_PROMETHEUS | {rule["record"] for rule in rules if "record" in rule}
    for query in queries:
        for name, conditions in SELECTOR.findall(NO_SELECTORS.sub("", query)):
            if name not in known:
                yield name, conditions


def missing_from(exposition: str) -> list[str]:
    """What is asked for and is not in what /metrics gave."""
    samples: dict[str, list[Labels]] = {}
    nothing_counted = set()
    for family in text_string_to_metric_families(exposition):
        if family.type == "counter" and not family.samples:
            nothing_counted.add(f"{family.name}_total")
        for sample in family.samples:
            samples.setdefault(sample.name, []).append(sample.labels)
    return sorted(
        f"{name}{{{conditions}}}"
        for name, conditions in set(asked())
        if name not in nothing_counted and not any(_fits(labels, conditions) for labels in samples.get(name, []))
    )


def _fits(labels: Labels, conditions: str) -> bool:
    """Whether a sample is one that the selector finds, its labels of failures and of Prometheus left aside."""
    for label, how, value in MATCHER.findall(conditions):
        if label in SET_BY_PROMETHEUS | OF_FAILURES:
            continue
        is_it = re.fullmatch(value if "~" in how else re.escape(value), labels.get(label, "")) is not None
        if is_it == how.startswith("!"):
            return False
    return True
