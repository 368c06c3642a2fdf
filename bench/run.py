"""Side-by-side measurements, shown as ratios."""
