"""When a part that failed is asked again, and by whom."""

from exercise_buddy.core.breaker import Breaker


def test_after_a_failure_one_caller_tries_at_a_time() -> None:
    now = 0.0
    breaker = Breaker(5, lambda: now)
    assert not breaker.is_open()
    breaker.failed()
    assert breaker.is_open()
    now = 5.0
    assert not breaker.is_open()
    assert breaker.is_open()
    breaker.answered()
    assert not breaker.is_open()
    assert not breaker.is_open()
