"""Finds signs of danger in a message by rules: `data/danger_signs.yml` holds the words, this package reads them."""
