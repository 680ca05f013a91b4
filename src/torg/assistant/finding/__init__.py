"""Finding answers by words: what each entry says, what somebody asks, how well they fit, and how sure that is; pure."""
