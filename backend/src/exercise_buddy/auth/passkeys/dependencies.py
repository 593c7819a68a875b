"""The passkey service."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from exercise_buddy.auth.passkeys.repository import PasskeyRepository
from exercise_buddy.auth.passkeys.service import PasskeyService, RelyingParty
from exercise_buddy.auth.postbox.dependencies import PostboxDep
from exercise_buddy.auth.resources import AuthResources
from exercise_buddy.auth.sessions.dependencies import SessionServiceDep
from exercise_buddy.core.db.database import SessionDep
from exercise_buddy.core.http.hosts import host_in
from exercise_buddy.core.http.resources import resources
from exercise_buddy.users.dependencies import UserServiceDep


async def passkey_service(
    request: Request, users: UserServiceDep, sessions: SessionServiceDep, session: SessionDep, postbox: PostboxDep
) -> PasskeyService:
    """The service, writing in the request's transaction."""
    shared = resources(request, AuthResources)
    party = RelyingParty(shared.settings.public_url)
    return PasskeyService(users, sessions, PasskeyRepository(session), party, postbox, shared.clock)


async def passkeys_here(request: Request) -> bool:
    """Whether passkeys work for a page at the address that was requested."""
    origin = resources(request, AuthResources).settings.public_url
    page = request.headers.get("origin")
    host = request.headers.get("host") if page is None else host_in(page)
    # The scheme is not compared: a proxy may hide it.
    return RelyingParty(origin).is_possible and host == urlsplit(origin).netloc


PasskeysHere = Annotated[bool, Depends(passkeys_here)]
PasskeyServiceDep = Annotated[PasskeyService, Depends(passkey_service)]
