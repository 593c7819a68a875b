"""The page that leads a device to https; open to everybody on the network, also over plain http."""

import io
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from exercise_buddy.core.errors import NotFound
from exercise_buddy.core.http.headers import CONTENT_SECURITY_POLICY
from exercise_buddy.core.http.resources import resources
from exercise_buddy.lan.household import Household
from exercise_buddy.lan.plain_http import PLAIN
from exercise_buddy.lan.resources import LanResources

NEVER_STORED = {"Cache-Control": "no-store"}
PAGE = files("exercise_buddy.lan") / "page"
FILES = {"trust.css": "text/css", "trust.js": "text/javascript", "check.js": "text/javascript"}

router = APIRouter(prefix="/lan", include_in_schema=False)


async def household_of(request: Request) -> Household:
    """The household; raises NotFound without --lan."""
    household = resources(request, LanResources).household
    if household is None:
        raise NotFound
    return household


HouseholdDep = Annotated[Household, Depends(household_of)]


@router.get("")
async def start_page(household: HouseholdDep) -> Response:
    """The steps for each system; the page checks by itself whether they are done."""
    policy = CONTENT_SECURITY_POLICY.replace(
        "connect-src 'self'", " ".join(("connect-src 'self'", *household.app_urls))
    )
    page = (PAGE / "trust.html").read_bytes()
    return Response(page, media_type="text/html", headers={"Content-Security-Policy": policy, **PLAIN, **NEVER_STORED})


@router.get("/addresses")
async def addresses(household: HouseholdDep) -> dict[str, str | list[str]]:
    """The app's addresses, and the authority's fingerprint."""
    return {"app_urls": household.app_urls, "fingerprint": household.authority.fingerprint}


@router.get("/trusted")
async def trusted() -> Response:
    """Reachable only if the device trusts the certificate. The page on plain http has another origin."""
    return Response(status_code=204, headers={"Cross-Origin-Resource-Policy": "cross-origin", **NEVER_STORED})


@router.get("/authority.crt")
async def authority_certificate(household: HouseholdDep) -> Response:
    """The authority's certificate, for Android, Windows, Linux and Firefox."""
    return _download(household.authority.der(), "application/x-x509-ca-cert", "exercise-buddy.crt")


@router.get("/authority.mobileconfig")
async def authority_profile(household: HouseholdDep) -> Response:
    """The authority's certificate in a profile, for iOS and macOS."""
    profile = household.authority.mobileconfig()
    return _download(profile, "application/x-apple-aspen-config", "exercise-buddy.mobileconfig")


@router.get("/qr.svg")
async def qr_code(household: HouseholdDep) -> Response:
    """The page's address, for the camera of a phone."""
    import segno  # noqa: PLC0415 - 5 MB, which only a household's server needs

    drawn = io.BytesIO()
    code = segno.make(household.start_url, micro=False)
    code.save(drawn, kind="svg", scale=8, border=4, light="white", xmldecl=False)
    return Response(drawn.getvalue(), media_type="image/svg+xml", headers=NEVER_STORED)


@router.get("/{name}")
async def page_file(name: str, _household: HouseholdDep) -> Response:
    """The page's script and style."""
    if name not in FILES:
        raise NotFound
    return Response((PAGE / name).read_bytes(), media_type=FILES[name], headers={"Cache-Control": "no-cache"})


def _download(content: bytes, media_type: str, name: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers={**disposition, **NEVER_STORED})
