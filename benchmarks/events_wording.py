"""The words of a synthetic stream: sentences of news with slots, and words to fill them.

Slots: ``{a}`` to ``{f}`` are words, of the incident in what tells of it and of news in general elsewhere;
``{who}`` and ``{site}`` are somebody and a place of the incident, ``{number}`` and ``{any}`` figures, ``{official}``
and ``{role}`` somebody who is quoted often, ``{other}`` and ``{elsewhere}`` anybody and anywhere. All templates are
grammatical, what fills their slots need not be: reports are compared as bags of words.
"""

import random
from itertools import accumulate

from lapwing.incidents.words import rarity

HEADLINES = (
    "{killed} killed as {mode} hits {town}",
    "{mode} in {town} leaves {killed} dead",
    "{town}: death toll of {mode} at {killed}",
    "{mode} shakes {town}, {country}",
    "What we know about the {mode} in {town}",
    "{country} mourns after {mode}",
    "Police in {town} look into {mode}",
    "At least {killed} dead in {country} {mode}",
)
LEADS = (
    "A {mode} in {town} killed {killed} people and wounded {injured} {when}, the {role} said.",
    "At least {killed} people died and {injured} were hurt {when} in a {mode} in {town}, {province}.",
    "{when_first}, a {mode} near a {a} in {town} left {killed} dead, {official} said.",
    "The {mode} that struck {town} in {country} {when} has claimed {killed} lives, with {injured} injured.",
    "Authorities in {country} blamed a {mode} for the deaths of {killed} people in {town} {when}.",
)
BARE_LEADS = (
    "A {mode} that targeted a {a} killed {killed} people, the {role} said.",
    "New details have emerged of the {mode} that left {killed} dead and {injured} hurt.",
    "Families of those killed in the {mode} demanded answers about the {a} and the {b}.",
)
CUSTODY_LEADS = (
    "Officers detained {who} {when} in {town} over links to the {a}, the {role} said.",
    "{who} was taken into custody {when} near {town}, {province}, {official} announced.",
    "Security forces in {country} arrested {killed} suspects {when} after a search of a {a} in {town}.",
)
GROUPS = (
    "The {group} said that it was behind the {mode}.",
    "Suspicion fell on the {group}, which is active in {province}.",
    "No group has claimed responsibility, though the {group} has struck there before.",
    "In a statement the {group} called it a reply to the {a} of {country}.",
)
FACTS = (
    "The {a} had been left beside a {b} near {site}, witnesses said, and the {d} with it.",
    "{who}, {age}, was at the {a} with a {b} when the {c} {d} began.",
    "People pulled {who} from the {a} under a {b} and took the {c} to a {d}.",
    "Police found a {a} and a {b} at {site}, along with {number} {d}.",
    "It went through a {a} and the {b} of a {c}, then through the {d}.",
    '"I saw the {a} and then only {b}," said {who}, who sells {c} and {d} there.',
    "{who}, {age}, of {province}, had come for the {a} and a {b}, not for {c} or {d}.",
    "A {a} was on fire and the {b} near {site} and the {d} with it.",
    "The road between {site} and the {b} was closed, as were the {c} and the {d}.",
    "Among the dead was {who}, a {age}-year-old who had been {a} at the {b} and {c} of {d}.",
    "The men came in a {a}, left by the {b} and were seen at a {c} and a {d}.",
    "A video from a {a} showed a man with a {b} going to the {c} of the {d}.",
    "The {a} took those who were hurt past the {b} to the {c}, not to the {d}.",
    "{official}, the {role}, said a {a} with {b} had been found at a {c} by {d}.",
    "The {a} was closed, the {b} was called off and the {c} moved to {d}.",
    "They took {number} {a} out of the {b} at {site} and put the {c} into a {d}.",
    "The {role} said the {a} had {number} {b} in it, and the {c} had {d}.",
    "{who} told reporters that the {a} had been looked at, but not the {b}, {c} or {d}.",
    "First came the {a} from {site}, then the {b}, and after the {c} a {d}.",
    "{who}, a {age}-year-old with a {a}, was hurt when the {b} and the {c} hit the {d}.",
    "The {a} of {site} came down on those who had met for {c} and {d}.",
    "Officers went to a {a} in {site}, {province}, where there were {number} {b}, {c} and {d}.",
    "The family of {who} was at the {a} with {b}, {c} and a {d}.",
    "Some {number} people with a {a} and a {b} were taken to the {c} for {d}.",
    "The {a} would need {number} {b}, {c} and a new {d}, it was said.",
    "{official} went to the {a} and spoke of {b} and {c} for the {d}.",
)
CONTEXT = (
    "{country} has had {a} and {b} for {c}, {any} {d}, {e} and {f}, said {other}.",
    "The government has said that {a} and {b} would {c} the {d}, not {e} or {f}.",
    "The {a} is a {b} of {c}, said {other}, who knows the {d} and the {e} of {elsewhere}.",
    "In {province} with {any} {a} and {b} there is more {c} than {d}, {e} or {f}.",
    "{a} and {b} have been told of {c} and {d} with {e} in {elsewhere}.",
    "There will be {a}, {b} and {c} if {other} and {e} do not {f}.",
    "{other} was to {a} the {b} for {c}, but not with {d}, {e} and {f}.",
    "They called for {a} and {b} in {elsewhere}, where {c} had {d} the {e} of {other}.",
    "With {a} out of {b}, the {c} and the {d} had to {e} for {f}.",
    "In {elsewhere} some asked why {a} and {b} had not been {c} by {d}, {e} or {f}.",
    "It had {any} {a} with {b} as {c}, and {d} as {e} for {elsewhere}.",
    "{official} said of {a} that it was {b}, {c} and {d}, more {e} than {f}.",
    "Not {a} but {b} would {c} this, said {other}, with {d} and {e} or {f} to go.",
    "Few had {a} for the {b} when {c} and {d} {e} the {f}.",
    "{a}, {b} and {c} were there before {d} was {e} to {f}.",
    "The {a} {b} that {c} {d} at the {e} of {f}.",
    "After the {a} in {elsewhere} the {b} {c} on the {d}, said {other} and {f}.",
    "It is {a} to {b} the {c} of {d} under {e}, or the {f}.",
)
RECALLED = (
    "In {month} {year}, a {mode} in {town} killed {killed} people.",
    "The {mode} in {town} on {day} {month} {year} left {killed} dead.",
    "It recalled the {mode} of {month} {year}, when {killed} people died in {town}.",
)
CLOSING = (
    "Reporting by staff of {outlet}; editing by the night desk.",
    "{outlet} will update this story as it develops.",
    "Read more from {outlet} on its website.",
    "With reports by {outlet}.",
)
MODES = {
    "bombing": ("bombing", "bomb attack", "blast"),
    "suicide_bombing": ("suicide bombing", "suicide attack"),
    "shooting": ("shooting", "gun attack"),
    "stabbing": ("stabbing", "knife attack"),
    "arson": ("arson attack", "fire attack"),
    "shelling": ("shelling", "rocket attack"),
    "armed_assault": ("assault", "armed attack", "ambush"),
    "vehicle_ramming": ("ramming attack", "vehicle attack"),
}
_TIMES = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    today yesterday tomorrow tonight last next past week weeks month months year years day days hour hours morning
    evening afternoon night noon midnight spring summer autumn winter century decade ago since until later
    earlier early late then now""".split()
)
_FEWEST_LETTERS = 4
_COMMONEST = 1.2  # rarity; function words stand in the templates


class Vocabulary:
    """Words of news, drawn as often as they stand in it, and words that set one incident apart."""

    def __init__(self, listed: dict[str, int]) -> None:
        self._general = [word for word in sorted(listed) if _takes(word)]
        self._cumulative = list(accumulate(listed[word] for word in self._general))
        self._rare = [word for word in self._general if rarity(word) > 4]

    def general(self, chance: random.Random, number: int) -> list[str]:
        """So many words of news in general."""
        return chance.choices(self._general, cum_weights=self._cumulative, k=number)

    def particular(self, chance: random.Random, number: int) -> list[str]:
        """So many different words of which few reports have any."""
        return chance.sample(self._rare, number)


def _takes(word: str) -> bool:
    plain = word.isascii() and word.isalpha() and len(word) >= _FEWEST_LETTERS
    return plain and word not in _TIMES and rarity(word) > _COMMONEST
