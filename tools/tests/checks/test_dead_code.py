"""Unused definitions are reported."""

from pathlib import Path

import dead_code


def test_an_unused_function_is_reported(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("def used():\n    pass\n\ndef forgotten():\n    pass\n\nSETTING = 1\n")
    (tmp_path / "two.py").write_text(
        "from one import used\n\nused()\n\n@router.get('/')\ndef answered_by_a_library():\n    pass\n"
    )
    (line,) = dead_code.unused([tmp_path])
    assert "one.py:4: unused function 'forgotten'" in line
