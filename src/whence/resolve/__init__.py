"""What is meant: periods as dates."""
