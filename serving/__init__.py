"""How the assistant runs: one process, no other service needed. Nothing else in the project imports this room."""
