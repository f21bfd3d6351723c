"""The ledger itself: what a citation names."""

from fastapi import APIRouter, Response

from whence import __version__
from whence.ledger import last_seal
from whence.web.api.answers import answer
from whence.web.api.shapes import LedgerNow
from whence.web.desk import Reading

router = APIRouter(tags=["ledger"])


@router.get("/ledger", response_model=LedgerNow)
def get_ledger(reading: Reading) -> Response:
    """Show the program's version and the ledger's last seal."""
    return answer({"version": __version__, "seal": last_seal(reading)})
