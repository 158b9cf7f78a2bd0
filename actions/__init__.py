"""Custom actions: each reads the conversation, asks `content`, and utters a named response of `data/`."""
