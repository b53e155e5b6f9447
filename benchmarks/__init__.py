"""What Lapwing is measured by. ``python -m benchmarks.quality`` and ``python -m benchmarks.speed`` run it.

The development data lies beside the repository and is not part of it; without it there is nothing to measure.
"""
