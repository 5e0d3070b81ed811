"""The reading room: the state of the published catalogue, for the council and for editors."""
