"""Rebuilds content that is cut from outside sources, for a person to review and commit. Nothing here runs in a chat."""
