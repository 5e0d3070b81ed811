"""The wizard: which stations a citizen passes, and the forms made from what editors described."""
