"""What somebody says to the assistant, as far as words tell without the content: pure, by tables in four languages."""
