"""What ``make bench`` runs: measurements, not tests. Nothing here is part of the package."""
