"""Many events and what people decided → incidents. Pure: records in, records out."""
