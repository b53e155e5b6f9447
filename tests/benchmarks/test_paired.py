from benchmarks.paired import pair
from lapwing.records import RawItem


def item(name: str, text: str) -> RawItem:
    return RawItem(name=name, data=text.encode(), media_type="text/plain", doc_id=name)


def test_every_text_is_timed_once_and_the_encoder_takes_less_than_the_pipeline():
    texts = [
        item(str(n), f"Gunmen killed {n} soldiers in Gao, Mali, on Monday. The army said so.") for n in (3, 4)
    ]
    spent = pair([*texts, item("empty", "")])
    assert spent["documents"] == 2
    assert 0 < spent["encoder"] < spent["pipeline"]
