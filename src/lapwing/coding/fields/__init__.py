"""One module for each kind of value an event has: which words of the document give it.

Every module offers ``options(reading, candidate, rivals)``: all values that the document holds for the
field, the empty one among them, each with the span it would be read from and with named features.
"""
