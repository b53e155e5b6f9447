"""The learned tagger: word pieces, windows, an encoder, and heads that score triggers, pairs and links.

The encoder is a small transformer that runs on onnxruntime; the heads are matrices that run on numpy. Their
scores enter the linear models of the coder as named features beside all others, so that one set of models
weighs what was learned and what was written down.
"""
