#!/usr/bin/env python3
"""Prove that the generated files are fresh, or write them anew.

usage: check_generated.py [--write]

The chain starts at the code: the API's OpenAPI document, the pages of the docs drawn from it and from the tables, the
TypeScript types, the words that both languages enumerate, and the energy costs that the app calculates with offline.
Without --write a stale file is named and the exit code is 1.
"""

import argparse
import io
import json
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from exercise_buddy.cli import openapi
from exercise_buddy.exercises.service import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
OPENAPI = FRONTEND / "openapi.json"
SCHEMA = FRONTEND / "src/api/schema.d.ts"
WORDS = FRONTEND / "src/shared/words/enumerated.ts"
ENERGY = FRONTEND / "src/features/train/lib/met-levels.ts"
ENUMERATED = {"ExerciseType": "EXERCISE_TYPES", "Verdict": "VERDICTS", "Variant": "VARIANTS"}
"""Enumerations of the API, and the names of their lists in the web app."""
# The options of `exercise-buddy openapi`, and the file for each.
PAGES = {
    OPENAPI: "",
    ROOT / "docs/architecture/API_ENDPOINTS.md": "markdown",
    ROOT / "docs/architecture/DATABASE_SCHEMA.md": "tables",
}


def printed(option: str) -> str:
    """The command's output for an option; called in this process, as each start takes three seconds."""
    with redirect_stdout(io.StringIO()) as out:
        openapi(markdown=option == "markdown", tables=option == "tables")
    return out.getvalue()


def typescript(document: str) -> str:
    """TypeScript types of an OpenAPI document."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "openapi.json", Path(folder) / "schema.d.ts"
        source.write_text(document)
        # Fields with a default may be omitted in a request.
        generate = ["openapi-typescript", "--default-non-nullable=false", str(source), "-o", str(target)]
        subprocess.run(["pnpm", "exec", *generate], cwd=FRONTEND, check=True, stdout=subprocess.DEVNULL)
        return target.read_text()


def enumerated(document: str) -> str:
    """The enumerations' members as TypeScript values; the generated types have no values."""
    schemas = json.loads(document)["components"]["schemas"]
    lists = (
        f"export const {name} = [\n" + "".join(f"  '{word}',\n" for word in schemas[kind]["enum"]) + "] as const\n"
        for kind, name in ENUMERATED.items()
    )
    return "\n".join(("// Written by `make api` from the backend's enumerations.\n", *lists))


def met_levels() -> str:
    """What each exercise costs in energy, as the server calculates it."""
    entries = (
        f"  '{exercise_type}': [\n"
        + "".join(
            f"    {{ abovePerMinute: {cost.from_per_minute:g}, met: {cost.met} }},\n" for cost in exercise.met_levels
        )
        + "  ],\n"
        for exercise_type, exercise in CATALOGUE.items()
    )
    return "// Written by `make api` from the backend's catalogue of exercises.\n\nexport const MET_LEVELS = {\n" + (
        "".join(entries) + "} as const\n"
    )


def main() -> int:
    """Compare or write every generated file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the files instead of comparing")
    write = parser.parse_args().write

    fresh = {path: printed(option) for path, option in PAGES.items()}
    fresh[SCHEMA] = typescript(fresh[OPENAPI])
    fresh[WORDS] = enumerated(fresh[OPENAPI])
    fresh[ENERGY] = met_levels()
    stale = [path for path, text in fresh.items() if not path.exists() or path.read_text() != text]
    for path in stale:
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fresh[path])
        print(f"{'written' if write else 'stale, run `make api`'}: {path.relative_to(ROOT)}")
    return 1 if stale and not write else 0


if __name__ == "__main__":
    sys.exit(main())
