"""Fitting: coded articles in, the linear weights of a coder out. Needs no network and no torch."""
