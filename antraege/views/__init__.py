"""What citizens see of online applications."""
