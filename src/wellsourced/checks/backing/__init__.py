"""Whether facts back the quantities of a text, or contradict them."""
