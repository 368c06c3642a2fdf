"""The request of the walks: many parts, an order of priority, narrower scopes, a wished form."""

from tests.e2e.household import ROOT

MAIL = ROOT / "tests" / "data" / "mail" / "contacts_with_enforcement.eml"
SUBJECT = "Contacts with Immigration Enforcement"
WHO_ASKED = ("Oldcastle", "Marguerite")
NUMBERS = ["1", "1a", "1b", "1c", "2", "2a", "2b", "2c", "2d", "2e", "3"]
