"""The built web app: types, caching, compression, pages of the app, and nothing outside of its folder."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from exercise_buddy.core.settings import Settings
from exercise_buddy.main import create_app
from tests.support import assert_problem

INDEX = "<!doctype html><title>Exercise Buddy</title>"
SCRIPT = "export const answer = 42\n" * 100


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder such as Vite makes; the tests only read it."""
    web_dir = tmp_path_factory.mktemp("built") / "web"
    files = {
        "index.html": INDEX,
        "sw.js": "self.skipWaiting()",
        "manifest.webmanifest": "{}",
        "assets/app-B1c2D3.js": SCRIPT,
        "assets/style-B1c2D3.css": "body {}",
        "mediapipe/0.10.35/vision.wasm": "\0asm",
        "models/pose-1234.task": "PK",
        "logo.svg": "<svg/>",
        "icons/icon-192.png": "PNG",
    }
    for name, content in files.items():
        path = web_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    (web_dir / "assets/app-B1c2D3.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (web_dir / "assets/app-B1c2D3.js.br").write_bytes(b"brotli")
    (web_dir.parent / "outside.txt").write_text("not for everyone")
    (web_dir / "link.txt").symlink_to(web_dir.parent / "outside.txt")
    return web_dir


@pytest.fixture(scope="module")
async def web(built: Path, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings.model_copy(update={"web_dir": built}))
    headers = {"Accept-Encoding": "identity"}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://127.0.0.1", headers=headers
    ) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "media_type", "cached"),
    [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("/assets/app-B1c2D3.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/assets/style-B1c2D3.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/mediapipe/0.10.35/vision.wasm", "application/wasm", "public, max-age=31536000, immutable"),
        ("/models/pose-1234.task", "application/octet-stream", "public, max-age=31536000, immutable"),
        ("/logo.svg", "image/svg+xml", "public, max-age=3600"),
        ("/icons/icon-192.png", "image/png", "public, max-age=3600"),
    ],
)
async def test_types_and_caching(web: httpx.AsyncClient, path: str, media_type: str, cached: str) -> None:
    answer = await web.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.headers["cache-control"] == cached


@pytest.mark.parametrize("path", ["/train/push-up", "/history", "/login", "/no/such/page", "/train/push-up/"])
async def test_an_address_of_the_app_is_its_page(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(path)
    assert (answer.status_code, answer.text) == (200, INDEX)
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/assets/gone-B1c2D3.js", "/favicon.ico", "/models/none.task"])
async def test_a_file_that_is_not_there_is_a_404(web: httpx.AsyncClient, path: str) -> None:
    assert_problem(await web.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("gzip;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
async def test_compressed_files_are_served_to_clients_that_accept_them(
    web: httpx.AsyncClient, accepted: str, encoding: str | None
) -> None:
    request = web.build_request("GET", "/assets/app-B1c2D3.js", headers={"Accept-Encoding": accepted})
    answer = await web.send(request, stream=True)
    raw = b"".join([chunk async for chunk in answer.aiter_raw()])
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert raw == {"br": b"brotli", "gzip": gzip.compress(SCRIPT.encode()), None: SCRIPT.encode()}[encoding] or (
        encoding == "gzip" and gzip.decompress(raw) == SCRIPT.encode()
    )


async def test_a_copy_that_is_still_good_is_not_sent_again(web: httpx.AsyncClient) -> None:
    tag = (await web.get("/")).headers["etag"]
    again = await web.get("/", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = await web.get("/assets/app-B1c2D3.js", headers={"If-None-Match": tag})
    assert other.status_code == 200


async def test_part_of_a_file_can_be_had(web: httpx.AsyncClient) -> None:
    headers = {"Range": "bytes=0-5", "Accept-Encoding": "gzip"}
    answer = await web.get("/assets/app-B1c2D3.js", headers=headers)
    assert (answer.status_code, answer.text) == (206, "export")


async def test_head_has_the_headers_only(web: httpx.AsyncClient) -> None:
    answer = await web.head("/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == len(INDEX)


async def test_other_methods_are_refused(web: httpx.AsyncClient) -> None:
    answer = await web.post("/")
    assert_problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "path",
    [
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/assets/..%2f..%2foutside.txt",
        "/..%5coutside.txt",
        "/link.txt",
        "/%00.txt",
    ],
)
async def test_nothing_outside_of_the_folder_is_served(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(httpx.URL("http://127.0.0.1").copy_with(raw_path=path.encode()))
    assert "not for everyone" not in answer.text
    assert answer.status_code in (200, 404)
    assert answer.status_code == 404 or answer.text == INDEX


@pytest.mark.parametrize(
    ("path", "status"),
    [("/" + "a" * 300, 200), ("/assets/" + "a" * 300 + ".js", 404), ("/" + "a/" * 3000, 200), ("/%ed%a0%80", 200)],
)
async def test_an_address_that_no_file_can_have_is_none_of_them(web: httpx.AsyncClient, path: str, status: int) -> None:
    answer = await web.get(httpx.URL("http://127.0.0.1").copy_with(raw_path=path.encode()))
    assert answer.status_code == status
    assert status == 404 or answer.text == INDEX


async def test_the_api_is_never_a_page(web: httpx.AsyncClient) -> None:
    assert_problem(await web.get("/api/v1/nothing"), 404, "not_found")
    assert_problem(await web.get("/api"), 404, "not_found")


async def test_without_a_build_it_says_so(http: httpx.AsyncClient) -> None:
    answer = await http.get("/")
    assert answer.status_code == 503
    assert "make run" in answer.text
