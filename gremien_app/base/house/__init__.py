"""What the rooms tell of themselves, so that no room below and no list has to name them."""
