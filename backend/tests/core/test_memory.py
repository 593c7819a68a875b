"""What Python and the C library keep of memory."""

import ctypes
import subprocess
import sys
from importlib.metadata import entry_points

import pytest

COUNT_HEAPS = """
import ctypes, threading
from exercise_buddy.core.memory import share_one_heap
{first}
def allocate():
    block = bytearray(10_000)
    everyone.wait()
everyone = threading.Barrier(4)
threads = [threading.Thread(target=allocate) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
ctypes.CDLL(None).malloc_stats()
"""


def _heaps(first: str) -> int:
    program = [sys.executable, "-c", COUNT_HEAPS.format(first=first)]
    return subprocess.run(program, capture_output=True, text=True, check=True).stderr.count("Arena ")


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallopt"), reason="only glibc makes heaps for threads"
)
def test_threads_share_one_heap() -> None:
    assert _heaps("") > 1
    assert _heaps("share_one_heap()") == 1


LOOK_FOR_GARBAGE = """
import gc
from exercise_buddy.core.memory import never_collected
before = gc.get_stats()[0]["collections"]
with never_collected():
    lasting = [[] for _ in range(100_000)]
assert gc.get_stats()[0]["collections"] == before
assert gc.get_freeze_count() > 100_000
later = [[] for _ in range(100_000)]
assert gc.get_stats()[0]["collections"] > before
"""


def test_what_is_never_collected_is_not_looked_through_and_all_else_is() -> None:
    subprocess.run([sys.executable, "-c", LOOK_FOR_GARBAGE], check=True)


def test_the_program_begins_there() -> None:
    (program,) = entry_points(group="console_scripts", name="exercise-buddy")
    assert program.module == "exercise_buddy.program"
