"""When a part that failed is asked again, and by whom."""

from exercise_buddy.core.breaker import Breaker


def test_after_a_failure_one_caller_tries_at_a_time() -> None:
    now = 0.0
    breaker = Breaker(5, lambda: now)
    assert breaker.admits()
    breaker.failed()
    assert not breaker.admits()
    now = 5.0
    assert breaker.admits()
    assert not breaker.admits()
    breaker.answered()
    assert breaker.admits()
    assert breaker.admits()


def test_a_failure_that_is_over_soon_rests_for_as_long() -> None:
    now = 0.0
    breaker = Breaker(5, lambda: now)
    breaker.failed(1)
    now = 1.0
    assert breaker.admits()
    assert not breaker.admits()
    now = 2.0
    assert breaker.admits()
    breaker.failed()
    now = 6.0
    assert not breaker.admits()
