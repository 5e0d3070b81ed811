"""Builders of test objects, one module per app."""
