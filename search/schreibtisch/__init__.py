"""What the search brings to the editors' desk."""
