"""The gazetteer: one file that knows what places are called, where they lie and how large they are.

``Gazetteer.open()`` reads the file that ships; ``build_from_dump`` compiles a larger one from a GeoNames dump;
``info`` says what a file holds. The names come from GeoNames (CC BY 4.0) and the tables in ``tables/``.
"""

from lapwing.resolve.gazetteer.dump import build_from_dump
from lapwing.resolve.gazetteer.names import place_key
from lapwing.resolve.gazetteer.read import Candidate, Gazetteer, Info, info, shipped

__all__ = ["Candidate", "Gazetteer", "Info", "build_from_dump", "info", "place_key", "shipped"]
