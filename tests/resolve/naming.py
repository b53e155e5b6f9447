"""What the tests of group names ask of a text."""

from lapwing.records import GroupMention
from lapwing.resolve.groups import find_groups


def read(text: str, **options: object) -> list[tuple[str, str | None, str]]:
    return [(m.quote(text), m.group, m.how) for m in find_groups(text, **options)]  # type: ignore[arg-type]


def groups(text: str, **options: object) -> list[str | None]:
    return [group for _, group, _ in read(text, **options)]


def only(text: str, **options: object) -> GroupMention:
    (mention,) = find_groups(text, **options)  # type: ignore[arg-type]
    return mention
