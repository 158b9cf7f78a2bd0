"""The talk in which somebody looks for trials: what is asked, how answers are read, and how results are shown.

`wishes.py` what the person wants so far; `message.py` what a message says about that; `form.py` the questions;
`find.py` the search and its outcomes; `heading.py` what stands above the trials; `card.py`, `card_rows.py` one trial;
`pages.py` three trials at a time; `registry_search.py` the way to the registries; `slots.py` what a conversation keeps.
"""
