"""The network: the only place of Lapwing that fetches."""
