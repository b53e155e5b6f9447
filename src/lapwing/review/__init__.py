"""What people decide about events and incidents, and what becomes of it when the text is coded anew."""
