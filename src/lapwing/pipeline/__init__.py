"""The order of the rooms, which no room knows: collect, read, code, keep, publish.

Everything here is a stream: an article is read when the ones before it have gone on, and at most a few dozen
are under way at once, so a batch may be larger than memory. What cannot be read or coded becomes an issue,
and the batch goes on.

Rooms are imported where they are used: worker processes read and store nothing, and must not pay for it.
"""

from lapwing.pipeline.adding import add_paths, is_address
from lapwing.pipeline.captured import read_captures
from lapwing.pipeline.coded import Coded, code_paths
from lapwing.pipeline.collecting import SourceReport, StoredMemory, collect_sources, fetcher_for
from lapwing.pipeline.keeping import archive_folder
from lapwing.pipeline.publishing import export_events, export_incidents
from lapwing.pipeline.reading import read_paths
from lapwing.pipeline.storing import AddReport
from lapwing.pipeline.workers import code_documents

__all__ = [
    "AddReport",
    "Coded",
    "SourceReport",
    "StoredMemory",
    "add_paths",
    "archive_folder",
    "code_documents",
    "code_paths",
    "collect_sources",
    "export_events",
    "export_incidents",
    "fetcher_for",
    "is_address",
    "read_captures",
    "read_paths",
]
