"""Puts the application together: routers, handlers, middleware, and what they share."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from pydantic import SecretStr
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from exercise_buddy.auth import router as auth
from exercise_buddy.auth.api_tokens import router as api_tokens
from exercise_buddy.auth.api_tokens.dependencies import grant_look_up
from exercise_buddy.auth.mail import router as mail
from exercise_buddy.auth.mail.dependencies import RESET_MAIL_WITHIN_SECONDS
from exercise_buddy.auth.passkeys import router as passkeys
from exercise_buddy.auth.postbox.dependencies import outgoing_mails
from exercise_buddy.auth.postbox.mailer import Mailer, MailServer
from exercise_buddy.auth.postbox.outgoing_mails import SEALING_PURPOSE as MAILS_PURPOSE
from exercise_buddy.auth.postbox.outgoing_mails import waiting_mails
from exercise_buddy.auth.screens import router as screens
from exercise_buddy.auth.secret_box import SecretBox
from exercise_buddy.auth.sessions.dependencies import session_look_up
from exercise_buddy.auth.sessions.devices import KnownDevices
from exercise_buddy.auth.sessions.service import SCREEN_LIFETIME
from exercise_buddy.auth.totp import router as totp
from exercise_buddy.auth.totp.dependencies import SEALING_PURPOSE
from exercise_buddy.core.background_work import keep_running
from exercise_buddy.core.channel import Channel
from exercise_buddy.core.clock import Clock, utc_now
from exercise_buddy.core.db.background import waiting_migrations
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.metrics import DatabaseCollector
from exercise_buddy.core.db.notifications import Notifications
from exercise_buddy.core.db.replicas import Replicas, WrittenAt, replicas_of
from exercise_buddy.core.http import docs, health
from exercise_buddy.core.http.edge import BehindEdge
from exercise_buddy.core.http.front import (
    REFUSAL_PAUSE_SECONDS,
    REQUEST_ID_HEADER,
    Application,
    Front,
    refusals_as_responses,
)
from exercise_buddy.core.http.headers import DefaultHeaders
from exercise_buddy.core.http.hosts import known_hosts
from exercise_buddy.core.http.limits.admission import Admission
from exercise_buddy.core.http.limits.rate_limit import RateLimiter
from exercise_buddy.core.http.openapi import describe, operation_id
from exercise_buddy.core.http.shortcuts import Shortcuts
from exercise_buddy.core.http.telemetry.certificates import Certificates, checks_of
from exercise_buddy.core.http.telemetry.observability import Metrics, configure_logging
from exercise_buddy.core.http.web import WebApp, not_built
from exercise_buddy.core.outgoing_client import CheckedHosts, OutgoingClient
from exercise_buddy.core.queues import Queues, WaitingQuery
from exercise_buddy.core.redis_channel import RedisChannel
from exercise_buddy.core.settings import Settings, SettingsError, key_secrets, refuse_unsafe
from exercise_buddy.exercises import router as exercises
from exercise_buddy.goals import router as goals
from exercise_buddy.lan import router as lan
from exercise_buddy.lan.household import Household
from exercise_buddy.lan.plain_http import HttpsForOthers
from exercise_buddy.live import router as live
from exercise_buddy.live.dependencies import MAX_STREAM_SECONDS
from exercise_buddy.live.resources import LiveResources
from exercise_buddy.live.service import LiveHub
from exercise_buddy.reminders import router as reminders
from exercise_buddy.reminders.dependencies import reminder_sender, waiting_reminders
from exercise_buddy.reminders.resources import ReminderResources
from exercise_buddy.statistics import router as statistics
from exercise_buddy.together import router as together
from exercise_buddy.together.challenges import router as challenges
from exercise_buddy.transfer import router as transfer
from exercise_buddy.users import router as users
from exercise_buddy.users.access_tokens import AccessTokens
from exercise_buddy.users.live_sessions import LiveSessions
from exercise_buddy.users.password_hasher import PasswordHasher
from exercise_buddy.webhooks import router as webhooks
from exercise_buddy.webhooks.dependencies import SEALING_PURPOSE as WEBHOOKS_PURPOSE
from exercise_buddy.webhooks.dependencies import waiting_events, webhook_sender
from exercise_buddy.webhooks.hosts import WebhookHosts
from exercise_buddy.webhooks.resources import WebhookResources
from exercise_buddy.weekly_mail import router as weekly_mail
from exercise_buddy.weekly_mail.dependencies import weekly_mails
from exercise_buddy.weekly_mail.links import UnsubscribeLinks
from exercise_buddy.weekly_mail.resources import WeeklyMailResources
from exercise_buddy.workouts import router as workouts
from exercise_buddy.workouts.service import purge_periodically

if TYPE_CHECKING:
    from exercise_buddy.core.http.telemetry.tracing import Tracing

API_PREFIX = "/api/v1"
LIVE_CHANNEL = "exercise_buddy_live"
ROUTERS = (
    auth.router,
    users.router,
    auth.account_router,
    mail.router,
    mail.account_router,
    totp.router,
    passkeys.router,
    passkeys.account_router,
    api_tokens.router,
    screens.router,
    screens.account_router,
    weekly_mail.router,
    weekly_mail.account_router,
    reminders.router,
    webhooks.router,
    transfer.account_router,
    exercises.router,
    transfer.router,
    workouts.router,
    statistics.router,
    goals.router,
    live.router,
    together.router,
    challenges.router,
)
SHORTCUTS = {
    ("GET", "/healthz"): health.shortcut,
    **{(each.method, API_PREFIX + each.path): each for each in (*workouts.shortcuts, *statistics.shortcuts)},
}


def create_app(settings: Settings, *, clock: Clock = utc_now, household: Household | None = None) -> FastAPI:
    """The application; needs DATABASE_URL and JWT_SECRET, and raises UnsafeSettingsError if unsafe in production.

    With a `household`, its devices are let in over https.
    """
    if settings.is_production:
        refuse_unsafe(settings)
    app = Application(
        title="Exercise Buddy",
        version=version("exercise-buddy"),
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,
        generate_unique_id_function=operation_id,
    )
    app.state.resources = _resources(settings, clock, household)
    app.front = _front(app, settings, household)
    api = APIRouter(prefix=API_PREFIX)
    for router in ROUTERS:
        api.include_router(router)
    for router in (api, docs.router, health.router, *([lan.router] if household else [])):
        app.include_router(router)
    describe(app)
    web_dir = settings.web_dir or Path(str(files("exercise_buddy"))) / "web"
    # Not a mount: that would also answer for an API path called with the wrong method.
    app.router.default = WebApp(web_dir) if (web_dir / "index.html").is_file() else not_built
    return app


@dataclass(frozen=True, kw_only=True)
class Resources(LiveResources, ReminderResources, WebhookResources, WeeklyMailResources):
    """Everything that requests share."""


def _resources(settings: Settings, clock: Clock, household: Household | None) -> Resources:
    tracing = _tracing(settings)
    database = Database(
        _required("DATABASE_URL", settings.database_url),
        times=tracing.times if tracing else None,
        pool_size=settings.database_pool_size,
        statement_cache=settings.database_statement_cache,
    )
    replicas = _replicas(settings, database)
    metrics = Metrics()
    queues = _queues(database, clock)
    metrics.registry.register(DatabaseCollector(database, replicas))
    metrics.registry.register(queues)
    certificates = Certificates(checks_of(settings, is_household=household is not None))
    metrics.registry.register(certificates)
    secrets = key_secrets(settings)
    webhook_hosts = _webhook_hosts(settings)
    redis_url = settings.redis_url.get_secret_value() if settings.redis_url else None
    return Resources(
        settings=settings,
        clock=clock,
        metrics=metrics,
        tracing=tracing,
        queues=queues,
        certificates=certificates,
        admission=Admission.of(settings.body_timeout_seconds),
        database=database,
        replicas=replicas,
        readiness=health.Readiness(database.engine),
        rate_limiter=RateLimiter(redis_url, enabled=settings.rate_limits),
        refusal_pause_seconds=REFUSAL_PAUSE_SECONDS,
        household=household,
        access_tokens=AccessTokens(secrets, timedelta(minutes=settings.access_token_minutes)),
        screen_tokens=AccessTokens(secrets, SCREEN_LIFETIME, AccessTokens.SCREEN_KIND),
        live_sessions=LiveSessions(session_look_up(database)),
        grant_look_up=grant_look_up(database),
        password_hasher=PasswordHasher(),
        known_devices=KnownDevices(secrets),
        reset_mail_pause_seconds=partial(SystemRandom().uniform, 0, RESET_MAIL_WITHIN_SECONDS),
        totp_secret_box=SecretBox(secrets, SEALING_PURPOSE),
        mail_secret_box=SecretBox(secrets, MAILS_PURPOSE),
        mailer=Mailer(MailServer.from_settings(settings)),
        push_services=OutgoingClient(),
        webhook_hosts=webhook_hosts,
        webhook_client=OutgoingClient(CheckedHosts(webhook_hosts.may_reach)),
        webhook_box=SecretBox(secrets, WEBHOOKS_PURPOSE),
        unsubscribe_links=UnsubscribeLinks(secrets, settings.public_url),
        live_hub=LiveHub(_channel(settings, database)),
        live_stream_seconds=MAX_STREAM_SECONDS,
    )


def _tracing(settings: Settings) -> "Tracing | None":
    if settings.otel_exporter_otlp_endpoint is None:
        return None
    try:
        from exercise_buddy.core.http.telemetry.tracing import Tracing  # noqa: PLC0415 - not installed everywhere
    except ImportError as error:
        raise SettingsError(
            "OTEL_EXPORTER_OTLP_ENDPOINT needs the extra: pip install 'exercise-buddy[otel]'"
        ) from error
    return Tracing(settings.otel_exporter_otlp_endpoint)


def _queues(database: Database, clock: Clock) -> Queues:
    queries: dict[str, WaitingQuery] = {
        "mails": waiting_mails(database),
        "migrations": waiting_migrations(database),
        "reminders": waiting_reminders(database),
        "webhooks": waiting_events(database),
    }
    return Queues(queries, clock)


def _replicas(settings: Settings, primary: Database) -> Replicas | None:
    urls = [url.get_secret_value() for url in settings.database_replica_urls]
    if not urls:
        return None
    return replicas_of(primary, urls, settings.database_pool_size, statement_cache=settings.database_statement_cache)


def _channel(settings: Settings, database: Database) -> Channel:
    if settings.redis_url is not None:
        return RedisChannel(settings.redis_url.get_secret_value(), LIVE_CHANNEL)
    url = _required("DATABASE_URL", settings.database_direct_url or settings.database_url)
    return Notifications(database, url, LIVE_CHANNEL)


def _webhook_hosts(settings: Settings) -> WebhookHosts:
    try:
        return WebhookHosts.of(settings.webhook_hosts)
    except ValueError as error:
        raise SettingsError(f"WEBHOOK_HOSTS: {error}") from error


def _required(name: str, value: SecretStr | None) -> str:
    if value is None:
        raise SettingsError(f"{name} is not set.")
    return value.get_secret_value()


def _front(app: Application, settings: Settings, household: Household | None) -> ASGIApp:
    """The middleware around the router, from the inside out."""
    shared: Resources = app.state.resources
    inner: ASGIApp = Shortcuts(AsyncExitStackMiddleware(app.router), SHORTCUTS)
    if shared.replicas is not None:
        inner = WrittenAt(inner, shared.replicas)
    if household is not None:
        inner = HttpsForOthers(inner)
    if settings.cors_origins:
        inner = CORSMiddleware(
            refusals_as_responses(inner),
            allow_origins=settings.cors_origins,
            allow_credentials=True,
            allow_methods=["GET", "POST", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Content-Type", REQUEST_ID_HEADER],
            expose_headers=[REQUEST_ID_HEADER, "Retry-After"],
            max_age=600,
        )
    own = (lambda: household.hosts) if household is not None else None
    front = Front(
        inner,
        metrics=shared.metrics,
        hosts=known_hosts(settings.public_url, settings.allowed_hosts, own),
        headers=DefaultHeaders(https_only=settings.is_production),
    )
    outermost: ASGIApp = shared.tracing.around(front) if shared.tracing is not None else front
    if settings.edge_secrets:
        outermost = BehindEdge(outermost, [secret.get_secret_value() for secret in settings.edge_secrets])
    return outermost


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    shared: Resources = app.state.resources
    beside: dict[str, Callable[[], Awaitable[None]]] = {
        "queues": shared.queues.watch,
        "certificates": shared.certificates.watch,
        "purging": partial(purge_periodically, shared.database, shared.clock),
        "live numbers": partial(shared.live_hub.listen, shared.clock),
        "mails": outgoing_mails(shared).send_unsent_periodically,
        "reminders": reminder_sender(shared).send_due_periodically,
        "webhooks": webhook_sender(shared).send_due_periodically,
        "weekly mails": partial(weekly_mails(shared).send_due_periodically, shared.mailer),
    }
    if shared.replicas is not None:
        beside["replicas"] = shared.replicas.watch
    if shared.database.addresses is not None:
        beside["addresses of the database"] = shared.database.addresses.watch
    tasks = [asyncio.create_task(keep_running(work, name)) for name, work in beside.items()]
    yield
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    if shared.tracing is not None:
        await asyncio.to_thread(shared.tracing.close)
    await shared.live_hub.close()
    await shared.mailer.close()
    await shared.push_services.close()
    await shared.webhook_client.close()
    await shared.readiness.close()
    if shared.replicas is not None:
        await shared.replicas.close()
    await shared.database.close()
    await shared.rate_limiter.close()
    shared.password_hasher.close()


def create_app_from_environment() -> FastAPI:
    """The application for a server that calls a factory, such as `uvicorn --factory`."""
    settings = Settings()
    configure_logging(json=settings.logs_json, level=settings.log_level)
    return create_app(settings)
