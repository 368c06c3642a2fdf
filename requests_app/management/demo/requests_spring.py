"""Requests of the demonstration, first half. Invented, like their answers."""

from requests_app.management.demo.request import Asked

SPRING = (
    Asked("Agency nurses in 2025/26", "Finance", (
        ("1", "How much did the Trust spend on agency nurses in each quarter of 2025/26?"),
        ("2", "What was the highest rate paid for a single hour?"),
    ), ("£1.21m, £1.08m, £0.97m and £0.89m.", "£71.40, for a weekend night in intensive care."),
        "Ledger, account group 7400"),
    Asked("Parking fines issued to staff", "Estates and Facilities", (
        ("1", "How many parking charges were issued to members of staff in 2025?"),
        ("2", "How many of them were cancelled on appeal?"),
        ("3", "Which company manages the car parks, and until when does its contract run?"),
    ), ("412.", "187.", "Parkwell Ltd; until 31 March 2028."), "Permit system"),
    Asked("Artificial intelligence in reading scans", "Digital Services", (
        ("1", "Does the Trust use artificial intelligence to read medical images? If so:"),
        ("1a", "which products,"), ("1b", "since when,"), ("1c", "at what yearly cost?"),
        ("2", "Has an assessment of the effect on data protection been made for each?"),
    ), ("Yes, for chest X-rays and for strokes.", "LungLook and StrokeLine.",
        "May 2024 and January 2025.", "£48,000 and £36,500.", "Yes, for both."),
        "Contract register"),
    Asked("Violence against staff", "People", (
        ("1", "How many physical assaults on staff were recorded in each of the last three "
              "financial years?"),
        ("2", "How many led to a report to the police?"),
    ), ("268, 301 and 287.", "41, 56 and 49."), "Incident system"),
    Asked("Closures of the maternity unit", "Maternity and Women's Health", (
        ("1", "On how many occasions was the maternity unit closed to admissions in 2025?"),
        ("2", "How long did each closure last, and why?"),
    ), ("Four.", "Between 3 and 11 hours; each time because no more beds were staffed."),
        "Escalation log"),
    Asked("Charging of overseas visitors", "Overseas Visitors", (
        ("1", "How much was invoiced to overseas visitors in 2024/25, and how much was paid?"),
        ("2", "How many patients were asked to pay before treatment?"),
        ("3", "Please send the policy for staff."),
    ), ("£612,300 invoiced, £201,900 paid.", "38.", "The policy is attached."),
        "Debtors' ledger"),
    Asked("Food thrown away", "Estates and Facilities", (
        ("1", "How many patients' meals were thrown away uneaten in each month of 2025?"),
        ("2", "What did the meals cost to make?"),
    ), ("Between 2,140 and 2,890 a month; the table is attached.", "£3.12 a meal."),
        "Catering returns", regime="eir"),
    Asked("Ambulance handover delays", "Emergency Care", (
        ("1", "How many ambulances waited more than 60 minutes to hand over a patient, by month, "
              "in 2025?"),
    ), ("1,904 in the year; by month in the attached table.",), "Handover screens"),
    Asked("Contract for cleaning", "Procurement", (
        ("1", "Who holds the contract for cleaning, and what is it worth a year?"),
        ("2", "When does it end, and will it be tendered again?"),
    ), ("Brightwards plc; £3.4m.", "30 September 2027; yes."), "Contract register"),
    Asked("Asbestos in hospital buildings", "Estates and Facilities", (
        ("1", "Which buildings contain asbestos?"),
        ("2", "Please send the last survey of each."),
    ), ("Seven of nineteen; they are listed in the register we attach.",
        "The surveys are attached."), "Asbestos register", regime="eir"),
    Asked("Staff vacancies on wards", "People", (
        ("1", "How many nursing posts were vacant on 1 January 2026, by ward?"),
        ("2", "How many on 1 January 2025?"),
    ), ("83; by ward in the attached table.", "112."), "Establishment report"),
    Asked("Lost and stolen laptops", "Digital Services", (
        ("1", "How many laptops, tablets and phones were reported lost or stolen in 2025?"),
        ("2", "How many held data that was not encrypted?"),
    ), ("14 laptops, 3 tablets and 22 phones.", "None."), "Asset register"),
    Asked("Spending on medicines for obesity", "Pharmacy", (
        ("1", "How much was spent on medicines for obesity in each of the last two years?"),
    ), ("£96,400 and £214,800.",), "Dispensing system"),
    Asked("Requests from the police for patients' data", "Information Governance", (
        ("1", "How many requests for patients' data came from police forces in 2025?"),
        ("2", "In how many cases was data given?"),
        ("3", "Which procedure do staff follow?"),
    ), ("131.", "58.", "The procedure is attached."), "Disclosure log of the team"),
    Asked("Energy used and its cost", "Estates and Facilities", (
        ("1", "How many kilowatt hours of gas and of electricity were used in 2024/25?"),
        ("2", "What did they cost?"),
    ), ("31.2 million of gas and 14.8 million of electricity.", "£1.9m and £3.6m."),
        "Meter readings", regime="eir"),
    Asked("Interpreters", "Procurement", (
        ("1", "How much was paid for interpreters in 2025?"),
        ("2", "Which five languages were asked for most?"),
    ), ("£418,000.", "Polish, Romanian, Urdu, Arabic and Portuguese."), "Supplier's reports"),
    Asked("Grievances raised by staff", "People", (
        ("1", "How many grievances were raised in 2025, and how many were upheld?"),
    ), ("64 raised, 19 upheld, 8 still open.",), "Case register"),
    Asked("Temporary wards in corridors", "Emergency Care", (
        ("1", "On how many days in the winter of 2025/26 were patients cared for in corridors?"),
        ("2", "What was the largest number on one day?"),
    ), ("63.", "21."), "Site report"),
    Asked("Consultancy", "Finance", (
        ("1", "How much was spent on management consultants in 2025/26?"),
        ("2", "Please list each engagement above £25,000."),
    ), ("£744,000.", "Five engagements; they are listed in the attached table."), "Ledger"),
    Asked("Cyber attacks", "Digital Services", (
        ("1", "How many attempts at ransomware were detected in 2025?"),
        ("2", "Was any ransom paid?"),
    ), ("Three.", "No."), "Security desk"),
    Asked("Fire risk assessments", "Estates and Facilities", (
        ("1", "Please send the latest fire risk assessment of the main block."),
    ), ("It is attached.",), "Fire safety file"),
    Asked("Newborn screening", "Maternity and Women's Health", (
        ("1", "What share of newborn babies had a hearing test before they went home in 2025?"),
    ), ("97.4 %.",), "Screening system"),
)  # fmt: skip
