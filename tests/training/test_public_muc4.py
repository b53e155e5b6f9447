import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.public import muc4, muc4_slots

SLOTS = [
    "instrument_id", "instrument_type", "perp_category", "perp_individual", "perp_organization",
    "perp_organization_confidence", "phys_target_id", "phys_target_type", "hum_target_name",
    "hum_target_description", "hum_target_type", "hum_target_number", "hum_target_effect",
]  # fmt: skip
TEXT = (
    "FMLN GUERRILLAS KILLED MAYOR ANA RUIZ TODAY IN SAN MIGUEL.  THE U.S. EMBASSY HAD NO COMMENT.\n"
    "   A BOMB EXPLODED AT A BANK IN LIMA.  MAYOR RUIZ LEAVES TWO SONS.  POLICE FEAR MORE MURDERS OF RUIZ'S AIDES."
)


def filler(*values, about=None):
    return {"values": list(values), **({"refers_to": [about]} if about else {})}


def template(number=1, *, kind="ATTACK", stage="ACCOMPLISHED", **slots):
    levels = [[[{"name": "EL SALVADOR", "type": "COUNTRY"}], [{"name": "SAN MIGUEL", "type": "CITY"}]]]
    made = {name: [] for name in SLOTS}
    made.update(
        number=number, optional=False, incident_type=[kind], stage=[stage], date_raw="09 JAN 90",
        date=[{"form": "on", "start": "1990-01-09", "end": "1990-01-09"}],
        location_raw="EL SALVADOR: SAN MIGUEL (CITY)", location=levels,
    )  # fmt: skip
    return {**made, **slots}


MAYOR = template(
    perp_organization=[filler("FMLN")],
    perp_organization_confidence=[filler("REPORTED AS FACT", about="FMLN")],
    hum_target_name=[filler("ANA RUIZ")],
    hum_target_type=[filler("GOVERNMENT OFFICIAL", about="ANA RUIZ")],
    hum_target_number=[filler("1", about="ANA RUIZ")],
    hum_target_effect=[filler("DEATH", about="ANA RUIZ")],
)
BANK = template(2, kind="BOMBING", location_raw="PERU", phys_target_id=[filler("BANK")])


def read(folder, *templates):
    path = folder / "muc.jsonl"
    document = {"id": "T-1", "text": TEXT, "dateline_date": "1990-01-09", "templates": templates}
    path.write_text(json.dumps(document), encoding="utf-8")
    return list(muc4.rows(path))


def said(row, event):
    return [row["text"][e["start"] : e["end"]] for e in event["evidence"] if e["field"] == "event"]


def test_a_template_becomes_an_event_with_its_values(tmp_path):
    (row,) = read(tmp_path, MAYOR)
    (event,) = row["events"]
    assert (row["doc_id"], row["published"]) == ("muc4-T-1", "1990-01-09")
    assert (event["type"], event["outcome"], event["country"]) == ("attack", "completed", "SLV")
    assert (event["date_start"], event["date_precision"]) == ("1990-01-09", "day")
    assert event["killed"] == {"low": 1, "best": 1, "high": 1}
    assert event["injured"] is None
    assert "injured" not in event["unscored"]
    assert (event["group"], event["group_link"]) == ("Farabundo Marti National Liberation Front", "directed")
    assert event["target_types"] == ["government"]
    assert event["lat"] == pytest.approx(13.48, abs=0.1)


def test_the_evidence_holds_a_target_and_a_word_of_the_incident(tmp_path):
    (row,) = read(tmp_path, MAYOR, BANK)
    mayor, bank = row["events"]
    assert said(row, mayor) == ["FMLN guerrillas killed mayor ana ruiz today in San Miguel."]
    assert said(row, bank) == ["A bomb exploded at a bank in Lima."]
    assert bank["modes"] == ["bombing"]


def test_what_the_templates_never_give_is_unscored(tmp_path):
    (row,) = read(tmp_path, MAYOR)
    assert {"certainty", "attributed_to", "detained", "links", "modes"} <= set(row["events"][0]["unscored"])
    assert row["labelled"] == []


def test_templates_of_one_day_and_place_may_be_one_event(tmp_path):
    (row,) = read(tmp_path, MAYOR, {**BANK, "location_raw": MAYOR["location_raw"]})
    assert all("identity" in event["unscored"] for event in row["events"])
    (row,) = read(tmp_path, MAYOR, BANK)
    assert not any("identity" in event["unscored"] for event in row["events"])


def test_reports_without_a_mapped_template_are_left_out(tmp_path):
    assert read(tmp_path) == []
    assert read(tmp_path, template(kind="FORCED WORK STOPPAGE", phys_target_id=[filler("BANK")])) == []
    assert read(tmp_path, template(hum_target_name=[filler("NOBODY NAMED")], location=[])) == []


def test_an_optional_template_stays_optional(tmp_path):
    (row,) = read(tmp_path, {**MAYOR, "optional": True})
    assert row["events"][0]["optional"]


@pytest.mark.parametrize(
    ("given_template", "words", "kind"),
    [
        (template(stage="ATTEMPTED"), "", {"type": "attack", "outcome": "failed"}),
        (template(stage="THREATENED"), "they threatened to kill", {"type": "threat", "outcome": "completed"}),
        (template(stage="THREATENED"), "a plan to kill", {"type": "plot", "outcome": None}),
        (template(stage="THREATENED"), "killed", None),
        (template(perp_category=[filler("STATE-SPONSORED VIOLENCE")]), "", {"type": "strike", "outcome": "completed"}),
        (template(perp_category=[filler("STATE-SPONSORED VIOLENCE", "TERRORIST ACT")]), "", None),
        (template(kind="KIDNAPPING", perp_category=[filler("STATE-SPONSORED VIOLENCE")]), "", None),
    ],
)  # fmt: skip
def test_type_and_outcome_follow_incident_stage_and_author(given_template, words, kind):
    assert muc4_slots.kind(given_template, words) == kind


@pytest.mark.parametrize("effect", ["NO INJURY OR DEATH", "NO DEATH"])
def test_no_death_is_no_death(effect):
    spared = {**MAYOR, "hum_target_effect": [filler(effect, about="ANA RUIZ")]}
    assert muc4_slots.toll("killed")(spared, "attack", "") == {"killed": None}


@pytest.mark.parametrize("number", ["PLURAL", "~500", "6-", "-26", "3-4"])
def test_a_toll_without_an_exact_number_is_open(number):
    vague = {**MAYOR, "hum_target_number": [filler(number, about="ANA RUIZ")]}
    assert muc4_slots.toll("killed")(vague, "attack", "") is None


def test_alternatives_are_open():
    either = {**MAYOR, "hum_target_effect": [filler("(INJURY|DEATH)", about="ANA RUIZ")]}
    assert muc4_slots.toll("killed")(either, "attack", "") is None
    assert muc4_slots.date({**MAYOR, "date": MAYOR["date"] * 2}) is None
    assert (
        muc4_slots.date({**MAYOR, "date": [{"form": "on_or_before", "start": None, "end": "1990-01-09"}]})
        is None
    )


def test_civilians_of_whom_the_codebook_says_more_are_open():
    plain = template(hum_target_description=[filler("PEASANTS")], hum_target_type=[filler("CIVILIAN")])
    clergy = {**plain, "hum_target_description": [filler("PRIESTS")]}
    assert muc4_slots.target_types(plain, "attack", "") == {"target_types": ["civilians"]}
    assert muc4_slots.target_types(clergy, "attack", "") is None


def test_an_unknown_organisation_leaves_the_group_open_and_none_is_none():
    assert muc4_slots.group(template(perp_organization=[filler("THE CHESS CLUB")]), "attack", "") is None
    assert muc4_slots.group(template(), "attack", "") == {"group": None}


def test_a_neighbourhood_stands_in_its_city():
    levels = [[{"name": "PERU", "type": "COUNTRY"}], [{"name": "LIMA", "type": "CITY"}],
              [{"name": "SAN ISIDRO", "type": "NEIGHBORHOOD"}]]  # fmt: skip
    found = muc4_slots.place(template(location=[levels]))
    assert found["place"] == "San Isidro"
    assert found["lat"] == pytest.approx(-12.04, abs=0.1)
    assert muc4_slots.place(template(location=[levels[:1]])) == {"place": None}


def test_sentences_open_with_capitals_and_known_names_have_theirs():
    restored = muc4.sentence_case(
        'THE U.S. EMBASSY IN EL SALVADOR CLOSED.  "FMLN MEN FIRED," HE SAID.\n   NO ONE DIED.'
    )
    assert restored == 'The U.S. embassy in El Salvador closed.  "FMLN men fired," he said.\n   No one died.'


@given(st.text(alphabet="ABCDEFMLN.!? \n\"'()-0123456789İ", max_size=80))
def test_restoring_the_case_moves_no_offset(text):
    restored = muc4.sentence_case(text)
    assert len(restored) == len(text)
    assert restored.casefold() == text.casefold()
