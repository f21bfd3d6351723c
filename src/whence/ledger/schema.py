"""The tables as queries know them. The migrations make them; a test holds the two together."""

from typing import Literal

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text

metadata = MetaData()


def _table(name: str, columns: str) -> Table:
    """Return a table of the columns named in words: `low:big?` is a big integer or null."""
    kinds: dict[str, type[Integer] | type[BigInteger] | type[Text]] = {
        "int": Integer,
        "big": BigInteger,
        "text": Text,
    }
    made: list[Column[object]] = []
    for word in columns.split():
        column, _, kind = word.partition(":")
        made.append(
            Column(
                column,
                kinds[kind.rstrip("?") or "text"],
                primary_key=column == "number",
                nullable=kind.endswith("?"),
                autoincrement=False,
            )
        )
    return Table(name, metadata, *made)


# A phrase is where it stands and its words; a source has a name and a kind beside them.
_SOURCE = (
    "source:int? source_begins:int? source_ends:int? source_words:? source_name:? source_kind:?"
)
_CLAIM = "number:int entry:int id amends:int? status report:int published position:int passage:int"

entries = _table("entries", "number:int at who act why:? about:? program content previous seal")
reports = _table(
    "reports",
    "number:int entry:int id kind hash_key url:? address:? title:? publisher:? published:? "
    "language sha256 text revises:int? story:int versions notes crc:big",
)
terms = _table("terms", "number:int entry:int kind key words sort:? crc:big")
passages = _table("passages", "number:int entry:int report:int begins:int ends:int words crc:big")
figures = _table(
    "figures",
    f"{_CLAIM} begins:int ends:int words low:big? high:big? comparator measure "
    "population:int? population_begins:int? population_ends:int? population_words:? "
    f"{_SOURCE} period_kind:? period_start:? period_end:? period_words:? "
    "place:int? place_begins:int? place_ends:int? place_words:? "
    "modality part_of:? finder rule crc:big",
)
statements = _table(
    "statements",
    f"{_CLAIM} {_SOURCE} cue_begins:int? cue_ends:int? cue_words:? content content_words "
    "form stance via figures finder rule crc:big",
)
releases = _table(
    "releases",
    f"{_CLAIM} {_SOURCE} kind date:? channel_begins:int? channel_ends:int? channel_words:? "
    "shows_begins:int? shows_ends:int? shows_words:? caption_begins:int? caption_ends:int? "
    "figures crc:big",
)
copies = _table("copies", "number:int entry:int report:int original:int score:int crc:big")
judgements = _table(
    "judgements",
    "number:int entry:int act kind subject other:? field:? value:? was:? score:int? undoes:int? "
    "crc:big",
)
bands = Table(
    "bands",
    metadata,
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    Column("report", Integer, primary_key=True, autoincrement=False),
)
checked = _table(
    "checked",
    "number:int entry:int rules figures:int statements:int reports:int judgements:int",
)
speakers = _table("speakers", "report:int source:int is_body:int speaks_for:? kind:?")
scoped = _table("scoped", "scope:big figure:int")
touched = _table("touched", "scope:big")
findings = _table(
    "findings",
    "id scope:big kind severity reports claims sentence hint:? explained:int unless first:int "
    "gone:int?",
)
tallies = _table("tallies", "source:int measure many:int first:? last:?")
tallied = _table("tallied", "number:int figures:int statements:int")

# What an entry seals, in the order in which its rows are hashed and filed. `bands`, `tallies`
# and what checks found are not among them: they can be made again from the rest.
SEALED = (reports, terms, passages, figures, statements, releases, copies, judgements)
ClaimKind = Literal["figure", "statement", "release"]
CLAIMS: dict[ClaimKind, Table] = {"figure": figures, "statement": statements, "release": releases}
tokens = _table("tokens", "number:int who hash made ended:?")
