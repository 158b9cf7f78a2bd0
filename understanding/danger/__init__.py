"""Finds signs of danger in a message by the rules of `data/danger_signs.yml`."""
