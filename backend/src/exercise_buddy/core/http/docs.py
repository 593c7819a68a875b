"""The page at /api/docs: Swagger UI, from our own origin and without inline scripts."""

from importlib.resources import files

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse, HTMLResponse

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Exercise Buddy - API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
"""
START = """SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
})
"""
ASSETS = files("fastapi_offline") / "static"

router = APIRouter(prefix="/api/docs", include_in_schema=False)


@router.get("")
async def docs_page() -> HTMLResponse:
    """The page itself."""
    return HTMLResponse(PAGE)


@router.get("/start.js")
async def docs_start() -> Response:
    """What the page runs."""
    return Response(START, media_type="text/javascript")


@router.get("/swagger-ui-bundle.js")
async def docs_script() -> FileResponse:
    """Swagger UI."""
    return FileResponse(str(ASSETS / "swagger-ui-bundle.js"), media_type="text/javascript")


@router.get("/swagger-ui.css")
async def docs_style() -> FileResponse:
    """Its style."""
    return FileResponse(str(ASSETS / "swagger-ui.css"), media_type="text/css")
