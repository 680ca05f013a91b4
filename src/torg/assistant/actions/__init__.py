"""What is done with conversations; the only writers of the room's rows."""
