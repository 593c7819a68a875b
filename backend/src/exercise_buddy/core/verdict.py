"""How the camera judged a repetition: the words that sets, their table and the statistics share."""

from enum import StrEnum


class Verdict(StrEnum):
    """What the camera thought of one repetition."""

    VALID = "valid"
    SHALLOW = "shallow"
    NO_LOCK_OUT = "no-lock-out"
    HIPS_OFF_LINE = "hips-off-line"
    LOW_CONFIDENCE = "low-confidence"
    """It saw too little to judge."""

    @property
    def field(self) -> str:
        """Its name in JSON and Python: `no_lock_out`."""
        return self.value.replace("-", "_")

    @property
    def column(self) -> str:
        """Its name in the tables, where repetitions judged so are counted: `no_lock_out_reps`."""
        return f"{self.field}_reps"
