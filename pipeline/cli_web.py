"""``referat serve``: the page for communications staff, on this machine."""
