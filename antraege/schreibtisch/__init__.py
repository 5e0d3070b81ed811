"""The office: what citizens have sent, to be worked off."""
