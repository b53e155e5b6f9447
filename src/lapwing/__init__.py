"""Lapwing turns public reporting on terrorism into an incident dataset that can be audited."""

__version__ = "0.1.0"

DEFAULT_CODER = "learned"
