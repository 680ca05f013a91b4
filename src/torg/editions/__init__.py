"""Editions of the strategy: drafted, checked, published, in force from a day."""
