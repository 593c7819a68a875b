"""How the camera judged a repetition: the terms shared by sets, tables and statistics."""

from enum import StrEnum


class Verdict(StrEnum):
    """The camera's judgement of a repetition."""

    VALID = "valid"
    SHALLOW = "shallow"
    NO_LOCK_OUT = "no-lock-out"
    HIPS_OFF_LINE = "hips-off-line"
    LOW_CONFIDENCE = "low-confidence"
    """Too little was visible to judge."""

    @property
    def field(self) -> str:
        """Its name in JSON and Python: `no_lock_out`."""
        return self.value.replace("-", "_")

    @property
    def column(self) -> str:
        """Its column in the tables, which counts such repetitions: `no_lock_out_reps`."""
        return f"{self.field}_reps"
