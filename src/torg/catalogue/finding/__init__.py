"""Finding content by words: what is known of each page, what somebody asks for, and how well the two fit; pure."""
