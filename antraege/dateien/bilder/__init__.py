"""Pictures: the frame of the file is read to its end, the picture itself is never unpacked here."""
