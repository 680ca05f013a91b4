"""Finding answers, talking with people about them, and bringing a person when that is what it takes."""
