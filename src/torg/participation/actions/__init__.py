"""The only writers of participation."""
