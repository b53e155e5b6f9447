"""Many events and what people decided → incidents. Pure: records in, records out.

``describe`` makes an :class:`Account` of a report; ``blocks`` says which accounts are compared at all,
``compare`` how probable it is that two are of one incident and ``explain`` why; ``link`` and ``relink`` find
the clusters; ``merge`` makes an incident of the reports of a cluster.
"""

from lapwing.incidents.account import Account
from lapwing.incidents.candidates import blocks
from lapwing.incidents.company import Company
from lapwing.incidents.compare import Compared, compare, explain
from lapwing.incidents.describe import describe
from lapwing.incidents.linking import Cluster, Component, Index, link, relink
from lapwing.incidents.scheme import SCHEME

__all__ = [
    "SCHEME",
    "Account",
    "Cluster",
    "Company",
    "Compared",
    "Component",
    "Index",
    "blocks",
    "compare",
    "describe",
    "explain",
    "link",
    "relink",
]
