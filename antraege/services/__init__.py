"""Writing use cases: from opening a draft to deleting what was sent. Only here things are combined."""
