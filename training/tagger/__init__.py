"""Training of the learned tagger: examples, network, fitting, shipping. Needs torch; the package does not."""
