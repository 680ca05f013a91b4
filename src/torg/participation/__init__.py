"""What people tell us about the pages, and how the pages are used: counts and words, and nobody's name."""
