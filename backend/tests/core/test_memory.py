"""What the C library keeps of memory that was freed."""

import ctypes
import subprocess
import sys

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
