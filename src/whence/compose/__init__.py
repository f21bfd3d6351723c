"""What is claimed: figures, put together from the mentions."""
