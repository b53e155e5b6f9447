"""How the shipped weights are made: corpora in, weights out. Not part of the package."""
