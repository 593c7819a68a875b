"""Imports every table once, so that the migrations know them all."""

from exercise_buddy.auth.models import RefreshTokenRecord
from exercise_buddy.core.database import Base
from exercise_buddy.goals.models import Goal
from exercise_buddy.statistics.models import DailyTotal
from exercise_buddy.users.models import User
from exercise_buddy.workouts.models import Workout

__all__ = ["Base", "DailyTotal", "Goal", "RefreshTokenRecord", "User", "Workout"]
