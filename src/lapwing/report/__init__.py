"""A page that shows articles with their events: every value leads to its words.

In: documents with their codings. Out: one HTML page that stands alone, opens without a network, works with a
keyboard and a screen reader, and leaves out what :mod:`lapwing.conduct` leaves out.
"""

from lapwing.report.page import page, pages
from lapwing.report.rows import date_words, toll_words

__all__ = ["date_words", "page", "pages", "toll_words"]
