"""What the assistant replies: composed of what the pages say, what the strategy says, and a fixed set of sentences."""
