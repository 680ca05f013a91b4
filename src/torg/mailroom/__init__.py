"""Every message that came in or went out, word for word, with its attempts and its delivery."""
