"""Paying by card: the one room that speaks with GOV.UK Pay."""
