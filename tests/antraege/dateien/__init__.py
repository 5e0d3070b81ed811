"""Files as citizens, and people who mean harm, upload them; all made when they are needed."""
