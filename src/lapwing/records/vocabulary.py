"""The closed lists of the codebook, as types."""

from typing import Annotated, Literal

from pydantic import Field

EventType = Literal[
    "attack", "plot", "clash", "arrest", "raid", "prosecution", "strike", "sanction", "alert", "claim",
    "incitement", "threat", "pledge", "publication", "provocation", "military", "protest",
]  # fmt: skip
Mode = Literal[
    "bombing", "suicide_bombing", "shooting", "stabbing", "vehicle_ramming", "arson", "shelling", "drone",
    "hostage_taking", "assassination", "armed_assault", "other",
]  # fmt: skip
TargetType = Literal[
    "civilians", "religious_site", "diplomatic", "government", "police", "military", "education", "business",
    "tourism", "public_event", "transport", "infrastructure", "media", "aid", "armed_group", "other",
]  # fmt: skip
Outcome = Literal["completed", "failed", "foiled", "planned"]
Certainty = Literal["asserted", "alleged", "denied"]
DatePrecision = Literal["day", "week", "month", "year", "range", "unknown"]
PlacePrecision = Literal["site", "city", "district", "admin1", "country", "region"]
GroupLink = Literal["directed", "claimed", "inspired", "linked", "suspected"]
Relation = Literal["claims", "disrupts", "prompted_by", "part_of", "calls_for"]
DateOrigin = Literal["given", "metadata", "dateline", "url", "text", "unknown"]
Confidence = Annotated[float, Field(ge=0, le=1)]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
