"""The order of the rooms, which no room knows: collect, read, code, keep, publish.

Everything here is a stream: an article is read when the ones before it have gone on, and at most a few dozen
are under way at once, so a batch may be larger than memory. What cannot be read or coded becomes an issue,
and the batch goes on.

Rooms are imported where they are used: worker processes read and store nothing, and must not pay for it.
"""

from lapwing.pipeline.adding import AddReport, add_paths
from lapwing.pipeline.coded import Coded, code_paths
from lapwing.pipeline.publishing import export_events
from lapwing.pipeline.reading import read_paths
from lapwing.pipeline.workers import code_documents

__all__ = [
    "AddReport",
    "Coded",
    "add_paths",
    "code_documents",
    "code_paths",
    "export_events",
    "read_paths",
]
