"""Fits what ``lapwing.incidents`` weighs: how rare words are, and the curves of the comparisons.

``python -m training.linking.fit`` reads the development clusters and writes ``incidents/weights``.
"""
