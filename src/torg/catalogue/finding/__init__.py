"""What is read of a page so that it can be found by its words; pure."""
