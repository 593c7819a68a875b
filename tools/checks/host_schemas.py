"""Schemas of Vercel's and Railway's configuration files, with only the fields that we use."""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
SECONDS: Schema = {"type": "integer", "minimum": 1}


def record(**fields: Schema) -> Schema:
    """An object with exactly these fields: hosts ignore or refuse unknown ones."""
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def rows(item: Schema) -> Schema:
    """One item or several."""
    return {"type": "array", "items": item, "minItems": 1}


HEADER = record(key=TEXT, value=TEXT)
# Secrets are referred to by a variable's name: the file is public.
TRANSFORM = record(
    type={"const": "request.headers"},
    op={"enum": ["set", "append", "delete"]},
    target=record(key=TEXT),
    args={"type": "string", "pattern": r"^\$[A-Z_]+$"},
    env=rows(TEXT),
)
BUILD = record(builder={"const": "DOCKERFILE"}, dockerfilePath=TEXT, watchPatterns=rows(TEXT))
# A container gets requests once it is ready; the old one stays for a while to finish its own.
DEPLOYED = record(
    healthcheckPath={"const": "/readyz"},
    healthcheckTimeout=SECONDS,
    numReplicas=SECONDS,
    restartPolicyType={"enum": ["ON_FAILURE", "ALWAYS", "NEVER"]},
    restartPolicyMaxRetries=SECONDS,
    overlapSeconds=SECONDS,
    drainingSeconds=SECONDS,
)
SCHEMAS = {
    "vercel.json": record(
        **{"$schema": TEXT},
        framework={"type": "null"},
        installCommand=TEXT,
        buildCommand=TEXT,
        outputDirectory=TEXT,
        routes=rows(record(src=TEXT, dest=TEXT, transforms=rows(TRANSFORM))),
        rewrites=rows(record(source=TEXT, destination=TEXT)),
        headers=rows(record(source=TEXT, headers=rows(HEADER))),
    ),
    "railway.json": record(**{"$schema": TEXT}, build=BUILD, deploy=DEPLOYED),
}
