"""What people decided: append-only, each entry with the hash of the one before.

``questions`` ask a person about what a new reading contradicts; they are worked out again at each linking.
"""

from __future__ import annotations

import sqlalchemy as sa

from lapwing.store.schema.base import Id, Moment, metadata

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("decision_id", Id, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("decided", Moment, nullable=False),
    sa.Column("record", sa.JSON, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
)

decision_subjects = sa.Table(
    "decision_subjects",
    metadata,
    sa.Column("number", sa.Integer, sa.ForeignKey("decisions.number"), primary_key=True),
    sa.Column("doc_id", Id, primary_key=True),
    sa.Column("event_id", Id, primary_key=True),
)
sa.Index(None, decision_subjects.c.doc_id)

questions = sa.Table(
    "questions",
    metadata,
    sa.Column("question_id", Id, primary_key=True),
    sa.Column("doc_id", Id, nullable=False),
    sa.Column("event_id", Id),
    sa.Column("decision_id", Id, nullable=False),
    sa.Column("record", sa.JSON, nullable=False),
)
sa.Index(None, questions.c.doc_id)
