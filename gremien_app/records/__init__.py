"""What remains: minutes, resolutions, what of them is public."""
