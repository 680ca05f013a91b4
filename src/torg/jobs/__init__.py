"""What Torg does by the clock and in the background; one file a job."""
