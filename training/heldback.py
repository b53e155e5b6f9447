"""Which articles of the pool without events are kept from training, so that false events can be counted on them.

The articles were sorted by subject, not read one by one: of the plain ones (``negative``) none should hold an
event; of 24 hard ones (``hard_negative``) that were coded, 7 held some.
"""

import zlib

BUCKETS = ("negative", "hard_negative")
_ONE_IN = 5


def held_back(doc_id: str) -> bool:
    """Whether an article of :data:`BUCKETS` is held back: one in five, by its id, whatever else the pool holds."""
    return zlib.crc32(doc_id.encode()) % _ONE_IN == 0
