"""All of zxcvbn's advice is in the page's catalogues: a new sentence would be shown in English."""

import re
from importlib.util import find_spec
from pathlib import Path

PAGE = Path(__file__).parents[2] / "frontend/src/account/password-advice.ts"
IN_ZXCVBN = re.compile(r"""_\(\s*((?:(?:"[^"]*"|'[^']*')\s*\\?\s*)+)\)""")
PIECE = re.compile(r""""([^"]*)"|'([^']*)'""")


def sentences_of_zxcvbn() -> set[str]:
    package = find_spec("zxcvbn")
    assert package is not None
    assert package.origin is not None
    source = Path(package.origin).with_name("feedback.py").read_text()
    return {"".join(double or single for double, single in PIECE.findall(found)) for found in IN_ZXCVBN.findall(source)}


def test_every_sentence_of_zxcvbn_has_words_of_the_page() -> None:
    known = set(re.findall(r"msg`([^`]*)`", PAGE.read_text()))
    sentences = sentences_of_zxcvbn()
    assert len(sentences) > 20
    assert sentences == known
