"""Why following and blocking are refused."""

from exercise_buddy.core.errors import Conflict, NotFound


class FollowNotFound(NotFound):
    """There is no follow with this id, or it is between other users."""

    code = "follow_not_found"
    detail = "This is over already."


class BlockNotFound(NotFound):
    """The user has no such block."""

    code = "block_not_found"
    detail = "Nobody is blocked by it any more."


class TooManyFollows(Conflict):
    """The user follows as many people as allowed."""

    code = "too_many_follows"
    detail = "You follow, or have asked, as many people as you can. Stop following somebody first."


class TooManyBlocks(Conflict):
    """The user blocks as many names as allowed."""

    code = "too_many_blocks"
    detail = "You have blocked as many names as you can. Unblock one first."


class NameBlocked(Conflict):
    """The user has blocked the other one."""

    code = "name_blocked"
    detail = "You have blocked this name. Unblock it first."
