"""What the municipality offers, and which unit answers for it."""
