"""The cellar, pure: reads and checks a strategy, and answers what it promises, where and by when."""
