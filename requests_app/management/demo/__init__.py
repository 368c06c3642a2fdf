"""The demonstration: an invented Trust, its people, and a year of requests."""
