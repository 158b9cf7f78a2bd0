"""Clinical trials from registries: live, from the cache or from the saved list, always as typed values.

Callers need `model.py` (the values, and `TrialSearch`, what may be asked), `vocabulary.py` (the words in them) and
`finder.py` (`trial_finder()`, which answers). Nothing else here is meant for them.
"""
