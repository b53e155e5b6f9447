"""What every room knows about plain text: where sentences are, and when two spellings are one name."""

from lapwing.text.fold import fold
from lapwing.text.sentences import paragraphs, sentences

__all__ = ["fold", "paragraphs", "sentences"]
