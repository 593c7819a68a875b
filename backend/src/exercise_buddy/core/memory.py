"""How Python and the C library manage freed memory."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
"""M_MMAP_THRESHOLD and M_ARENA_MAX of glibc's malloc.h: mallopt(3)."""
LARGE_BYTES = 256 * 1024


def share_one_heap() -> None:
    """Make threads share one heap, and return large blocks to the system as soon as they are freed.

    glibc makes a heap per thread, up to eight per core, and each keeps its peak size. Python's threads take turns
    anyway. Other C libraries have no such heaps.
    """
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)):
        mallopt(_ARENA_MAX, 1)
        mallopt(_MMAP_THRESHOLD, LARGE_BYTES)


@contextmanager
def never_collected() -> Iterator[None]:
    """The collector looks for no garbage meanwhile, nor ever again in what exists at the end.

    For imports: they make hundreds of thousands of objects that last, and looking through them takes an eighth of a
    start, and a quarter of the end.
    """
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()
