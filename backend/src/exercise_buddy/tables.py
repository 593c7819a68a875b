"""Imports every table once, so that Alembic knows them all."""

from exercise_buddy.auth.api_tokens.models import ApiTokenRecord
from exercise_buddy.auth.mail.models import MailTokenRecord
from exercise_buddy.auth.passkeys.models import Passkey, PasskeyChallenge
from exercise_buddy.auth.postbox.models import OutgoingMail
from exercise_buddy.auth.screens.models import ScreenPairing
from exercise_buddy.auth.sessions.models import SessionRecord
from exercise_buddy.auth.totp.models import KeptKeys, RecoveryCode, TotpSecret
from exercise_buddy.core.db.database import Base
from exercise_buddy.core.db.models import BackgroundMigrationRecord, BackupRun
from exercise_buddy.goals.models import Goal
from exercise_buddy.reminders.models import PushKey, PushSubscription, ReminderTimes
from exercise_buddy.statistics.models import DailyTotal, ExerciseTotal, StatisticsSnapshot
from exercise_buddy.together.challenges.models import Challenge, ChallengeParticipant
from exercise_buddy.together.models import Block, Follow, Sharing
from exercise_buddy.users.models import User
from exercise_buddy.webhooks.models import WebhookEvent, WebhookRecord
from exercise_buddy.weekly_mail.models import WeeklyMailSetting
from exercise_buddy.workouts.models import DetailsUsage, Training, Workout

__all__ = [
    "ApiTokenRecord",
    "BackgroundMigrationRecord",
    "BackupRun",
    "Base",
    "Block",
    "Challenge",
    "ChallengeParticipant",
    "DailyTotal",
    "DetailsUsage",
    "ExerciseTotal",
    "Follow",
    "Goal",
    "KeptKeys",
    "MailTokenRecord",
    "OutgoingMail",
    "Passkey",
    "PasskeyChallenge",
    "PushKey",
    "PushSubscription",
    "RecoveryCode",
    "ReminderTimes",
    "ScreenPairing",
    "SessionRecord",
    "Sharing",
    "StatisticsSnapshot",
    "TotpSecret",
    "Training",
    "User",
    "WebhookEvent",
    "WebhookRecord",
    "WeeklyMailSetting",
    "Workout",
]
