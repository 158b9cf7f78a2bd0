"""The clinic check: eight questions about the warning signs of an offer, and a plain summary. No verdict.

`answers.py` what the person has answered so far; `form.py` how it begins, reads each message and ends;
`ending.py` what is said at the end.
"""
