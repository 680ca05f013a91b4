"""What the strategies want of the catalogue and its pages, by who wrote the pages."""
