"""Who works at Harrowdene, and what each department holds. All of them are invented."""

from typing import NamedTuple

from requests_app.models import Role, Seat


class Person(NamedTuple):
    """A member of staff."""

    name: str
    job: str
    role: Role = Role.DEPARTMENT_MEMBER

    @property
    def email(self) -> str:
        """Their work address."""
        return f"{'.'.join(self.name.lower().split())}@harrowdene.example"


OFFICE = (
    Person("Marian Oduya", "Freedom of Information Manager", Role.FOI_MANAGER),
    Person("Tom Bexley", "Freedom of Information Administrator", Role.FOI_ADMINISTRATOR),
    Person("Helena Strand", "Director of Corporate Affairs", Role.DIRECTOR_OF_CORPORATE_AFFAIRS),
    Person("Dr Amina Castell", "Chief Executive", Role.QUALIFIED_PERSON),
    Person("Priya Ramanathan", "Head of Communications", Role.COMMUNICATIONS),
    Person("Gareth Pryce", "Internal Auditor", Role.AUDITOR),
    Person("Agnes Lindqvist", "Systems Administrator", Role.SYSTEM_ADMINISTRATOR),
)


class Unit(NamedTuple):
    """A department, its areas and the people in its seats."""

    name: str
    areas: str
    seats: dict[Seat, Person]


def _unit(name: str, areas: str, manager: str, deputy: str, director: str) -> Unit:
    return Unit(
        name,
        areas,
        {
            Seat.MANAGER: Person(manager, f"General Manager, {name}"),
            Seat.DEPUTY_MANAGER: Person(deputy, f"Deputy Manager, {name}"),
            Seat.DIRECTOR: Person(director, f"Director responsible for {name}"),
        },
    )


UNITS = (
    _unit("Estates and Facilities", "buildings, parking, waste, energy, catering, cleaning, "
          "maintenance, fire safety", "Douglas Achebe", "Rhona Petrie", "Simon Harkness"),
    _unit("Finance", "spending, invoices, budgets, losses, contracts' value, agency cost",
          "Wei-Lin Chow", "Paul Dunmore", "Caroline Ashby"),
    _unit("People", "staff numbers, sickness, vacancies, recruitment, agency and bank staff, "
          "grievances, violence against staff", "Yasmin Haddad", "Colin Frew", "Judith Okonkwo"),
    _unit("Digital Services", "computers, software, phones, data, cyber security, artificial "
          "intelligence", "Ravi Menon", "Siobhan Keane", "Alastair Broome"),
    _unit("Emergency Care", "emergency department, ambulance handover, waiting times, trolley "
          "waits", "Dr Ifeoma Nwosu", "Lucy Tranter", "Mark Delacroix"),
    _unit("Maternity and Women's Health", "births, maternity staffing, closures of the unit",
          "Bronwen Hale", "Farida Aziz", "Mark Delacroix"),
    _unit("Pharmacy", "medicines, prescribing, cost of drugs", "Owen Carstairs", "Mei Tanaka",
          "Judith Okonkwo"),
    _unit("Overseas Visitors", "charging of patients from abroad, debts, advice to patients",
          "Natalia Kowalczyk", "Ben Arkwright", "Caroline Ashby"),
    _unit("Information Governance", "data protection, disclosures to other bodies, breaches",
          "Francis Udoka", "Elspeth Moir", "Alastair Broome"),
    _unit("Procurement", "contracts, tenders, suppliers", "Karen Whitlow", "Dele Bankole",
          "Simon Harkness"),
)  # fmt: skip
