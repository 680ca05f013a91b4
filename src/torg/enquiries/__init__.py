"""The heart: what people want, who has it, what was promised, and what happened."""
