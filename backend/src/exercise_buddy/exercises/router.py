"""The catalogue of exercises, open to everyone."""

from fastapi import APIRouter

from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.exercises.schemas import Exercises
from exercise_buddy.exercises.service import CATALOGUE

router = APIRouter(route_class=AdmittedRoute, prefix="/exercises", tags=["exercises"])


@router.get("")
async def list_exercises() -> Exercises:
    """Every exercise the app can count, and what it costs in energy."""
    return Exercises(items=list(CATALOGUE.values()))
