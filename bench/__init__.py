"""Measurements of the assistant against stock Rasa, on held-out messages. `make bench` runs them all."""
