"""Where editors look a form over: what is wrong, what it changes, how it feels to fill it in."""
