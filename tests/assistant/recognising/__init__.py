"""Tests of what is understood without the content."""
