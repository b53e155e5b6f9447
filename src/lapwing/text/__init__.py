"""What every room knows about plain text: sentences, words, cue phrases, spellings."""

from lapwing.text.fold import fold
from lapwing.text.sentences import paragraphs, sentences
from lapwing.text.words import Found, Phrases, Word, words

__all__ = ["Found", "Phrases", "Word", "fold", "paragraphs", "sentences", "words"]
