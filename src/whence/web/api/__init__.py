"""The desk for other programs: what its pages show and do, as JSON under /api/v1."""

from fastapi import APIRouter

from whence.web.api import claims, findings, judging, ledger, reading, reports, series, sources
from whence.web.api.shapes import errors

router = APIRouter(responses=errors(400, 413, 422, 503))
for part in (reports, claims, series, findings, sources, judging, reading, ledger):
    router.include_router(part.router)
