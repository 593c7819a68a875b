"""What Vercel and Railway read of the files for them: each field that we use, and no other."""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
SECONDS: Schema = {"type": "integer", "minimum": 1}


def record(**fields: Schema) -> Schema:
    """An object with all of these, and nothing else: what a host does not know it leaves unread, or refuses."""
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def rows(item: Schema) -> Schema:
    """One of them, or several."""
    return {"type": "array", "items": item, "minItems": 1}


HEADER = record(key=TEXT, value=TEXT)
# What names a secret names a variable: the file is public.
TRANSFORM = record(
    type={"const": "request.headers"},
    op={"enum": ["set", "append", "delete"]},
    target=record(key=TEXT),
    args={"type": "string", "pattern": r"^\$[A-Z_]+$"},
    env=rows(TEXT),
)
BUILD = record(builder={"const": "DOCKERFILE"}, dockerfilePath=TEXT, watchPatterns=rows(TEXT))
# A container gets requests once it is ready; the old one stays for a while, and ends what it does.
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
