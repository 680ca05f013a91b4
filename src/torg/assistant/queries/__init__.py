"""What is read of conversations, and the answers that are found; the only readers of the room's rows."""
