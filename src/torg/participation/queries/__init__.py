"""The only readers of participation."""
