"""Tags of the citizens' pages."""
