"""The tables. Nothing collected or decided is deleted or rewritten: an old row names the run that superseded it.

``coded`` has documents and events, ``collected`` what came in, ``ledger`` what people decided; ``joined`` has
what is worked out from those and may be dropped.
"""

from lapwing.store.schema.base import HEAD, VERSION_TABLE, Moment, metadata
from lapwing.store.schema.coded import codings, documents, events, evidence, issues, runs
from lapwing.store.schema.collected import addresses, alert_queries, alerts, captures
from lapwing.store.schema.joined import (
    bands,
    blocks,
    incidents,
    kinships,
    lineage,
    pending,
    reports,
    signatures,
    witnesses,
)
from lapwing.store.schema.ledger import decision_subjects, decisions, questions

__all__ = [
    "HEAD",
    "VERSION_TABLE",
    "Moment",
    "addresses",
    "alert_queries",
    "alerts",
    "bands",
    "blocks",
    "captures",
    "codings",
    "decision_subjects",
    "decisions",
    "documents",
    "events",
    "evidence",
    "incidents",
    "issues",
    "kinships",
    "lineage",
    "metadata",
    "pending",
    "questions",
    "reports",
    "runs",
    "signatures",
    "witnesses",
]
