"""Typed, read-only views of everything in `data/` that Rasa itself does not read.

This is the only place that knows the shape of those files. Actions, understanding, validation and channels
ask here, so a clinician's edit in `data/` reaches all of them.
"""
