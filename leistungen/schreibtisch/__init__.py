"""The editors' desk: what waits for a Redaktion, to be worked off from top to bottom."""
