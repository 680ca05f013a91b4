"""Units and staff, and the citizens, businesses and associations who write to us."""
