"""Scores as plain text, for a terminal or a page."""

from collections.abc import Iterable, Mapping

from lapwing.evaluation.bootstrap import Interval
from lapwing.evaluation.calibration import Calibration
from lapwing.evaluation.scores import EventError, Rate, Scores


def scores_text(scores: Scores, *, intervals: Mapping[str, Interval] | None = None) -> str:
    """The figures as lines: events found, records right, values invented, each field and each type."""
    intervals = intervals or {}
    lines = [
        f"documents        {scores.documents}",
        f"events in gold   {scores.detection.wanted}",
        f"events given     {scores.detection.given}",
        "",
        *(
            _rate_line(name, rate, intervals.get(name))
            for name, rate in (
                ("detection", scores.detection),
                ("family", scores.family),
                ("record", scores.record),
            )
        ),
        _invention_line(scores, intervals.get("invention_rate")),
        "",
        *_field_lines(scores),
        "",
        *(_type_line(name, rate) for name, rate in scores.by_type.items()),
    ]
    return "\n".join(lines)


def errors_text(errors: Iterable[EventError]) -> str:
    """One line for each event that was missed, made up or has wrong fields."""
    return "\n".join("\t".join((e.doc_id, e.event_id or "-", e.kind, _detail(e))) for e in errors)


def calibration_text(measured: Calibration) -> str:
    """The reliability table: for each bin of confidences how many events, their mean, and how many were right."""
    lines = [f"{'confidence':<16} events  mean   right"]
    for one in measured.bins:
        between = f"{one.low:.2f} to {one.high:.2f}"
        lines.append(f"{between:<16} {one.count:>6}  {one.mean:.3f}  {one.right:.3f}")
    return "\n".join(lines)


def _rate_line(name: str, rate: Rate, interval: Interval | None) -> str:
    within = f"  ({interval.level:.0%}: {interval.low:.3f} to {interval.high:.3f})" if interval else ""
    return f"{name:<16} P {rate.precision:.3f}  R {rate.recall:.3f}  F1 {rate.f1:.3f}{within}"


def _invention_line(scores: Scores, interval: Interval | None) -> str:
    rate = "-" if scores.invention_rate is None else f"{scores.invention_rate:.3f}"
    within = f"  ({interval.level:.0%}: {interval.low:.3f} to {interval.high:.3f})" if interval else ""
    return f"{'invention rate':<16} {rate}  ({scores.invented} of {scores.inventable}){within}"


def _field_lines(scores: Scores) -> list[str]:
    lines = [f"{'field':<16} right  of"]
    for name, values in scores.fields.items():
        lines.append(f"{name:<16} {sum(values) / len(values):.3f}  {len(values)}")
    return lines


def _type_line(name: str, rate: Rate) -> str:
    return f"{name:<16} P {rate.precision:.2f}  R {rate.recall:.2f}  F1 {rate.f1:.2f}  n {rate.wanted}"


def _detail(error: EventError) -> str:
    if error.kind == "fields":
        return "; ".join(
            f"{name}: {_value(gold)} -> {_value(given)}" for name, (gold, given) in error.fields.items()
        )
    return " ".join((error.type, error.country or "-", error.date or "-"))


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(str(part) for part in value) or "-"
    return "-" if value is None else str(value)
