"""What a page costs: CPU and queries per request, beside yardsticks in the same run (`make bench`)."""
