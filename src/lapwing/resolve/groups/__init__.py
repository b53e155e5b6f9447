"""Names of armed groups in a text, and the groups of the registry that they mean.

``find_groups`` reads names, acronyms and spellings; tells apart what one name can mean by the countries
around it; keeps parents and branches apart; and says what "the group" stands for, or that it cannot. It finds
only groups that ``codebook/groups.yaml`` lists, and infers nothing about persons.
"""

import datetime as dt
from collections.abc import Sequence

from lapwing.records import GroupMention, PlaceMention
from lapwing.resolve.groups.anaphora import stand_ins
from lapwing.resolve.groups.branches import mark_friends, turn_to_branches
from lapwing.resolve.groups.context import Setting, decide
from lapwing.resolve.groups.definitions import apply, drop_foreign, introduced_groups, introductions
from lapwing.resolve.groups.lexicon import shipped_lexicon
from lapwing.resolve.groups.scan import Hit, scan
from lapwing.resolve.groups.spelling import with_spellings
from lapwing.resolve.groups.tokens import tokens

__all__ = ["find_groups"]


def find_groups(
    text: str, *, places: Sequence[PlaceMention] = (), published: dt.date | None = None
) -> list[GroupMention]:
    """Every mention of an armed group in ``text``, in text order, none overlapping another.

    ``places`` settles names that several groups share ("al-Shabab" in Somalia and in Mozambique); without
    any, the names of countries in the text do. ``published`` rules out groups that did not yet exist. A
    mention quotes the name without article and possessive ending. Its ``group`` is ``None`` when the words
    cannot be tied to one group; ``alternatives`` then holds the candidates.
    """
    compiled = shipped_lexicon()
    among = tokens(text)
    hits, taken = scan(text, among, compiled)
    hits = with_spellings(text, among, hits, taken)
    introduced = introductions(text, among)
    hits = drop_foreign(hits, introduced, text, among)
    where = Setting(among, places, published.year if published is not None else None)
    hits = decide(text, hits, where)
    hits = apply(introduced_groups(hits, introduced, text, compiled), hits, text, among, taken)
    mark_friends(text, hits)
    turn_to_branches(text, where, hits, taken, compiled.children)
    named = [_mention(hit) for hit in hits]
    return sorted([*named, *stand_ins(text, among, hits, taken, compiled)], key=lambda mention: mention.start)


def _mention(hit: Hit) -> GroupMention:
    return GroupMention(
        start=hit.start,
        end=hit.end,
        group=hit.group,
        how=hit.how,
        alternatives=hit.alternatives,
        score=hit.score,
    )
