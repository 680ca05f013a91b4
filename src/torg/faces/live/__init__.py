"""The door that stays open: streams that tell an open page that something has changed, and never what."""
