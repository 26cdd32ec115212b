"""Who is who over all articles."""
