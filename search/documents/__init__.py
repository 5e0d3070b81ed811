"""What the index holds: one file per searchable type."""
