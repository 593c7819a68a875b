"""The words of `words.toml`, and how they are compared."""

import tomllib
import unicodedata
from importlib.resources import files

WORDS: dict[str, dict[str, str]] = tomllib.loads(
    files(__package__ or __name__).joinpath("words.toml").read_text(encoding="utf-8")
)
_DOTLESS_I = "\N{LATIN SMALL LETTER DOTLESS I}"


def plain(text: str) -> str:
    """The text in lower case, without accents, its white space single blanks."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    joined = "".join(part for part in parts if not unicodedata.combining(part)).replace(_DOTLESS_I, "i")
    return " ".join(unicodedata.normalize("NFC", joined).split())
