"""Policies of `config.yml`."""
