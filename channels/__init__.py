"""The ways in which people reach the assistant, each with the renderer that gives its messages their form."""
