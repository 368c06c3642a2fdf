"""Requests of the demonstration, second half. Invented, like their answers."""

from requests_app.management.demo.request import Asked

AUTUMN = (
    Asked("Collaboration with immigration enforcement", "Information Governance", (
        ("1", "Which policies govern the sharing of patients' data with immigration "
              "enforcement?"),
        ("1a", "how a request from them is handled,"),
        ("1b", "what is shared as a routine."),
        ("2", "How many patients' data was shared since 2020? If that would cost too much, please "
              "limit it to 2025."),
        ("3", "Please send any minutes of meetings with them."),
    ), ("One policy, attached.", "See its section 4.", "Nothing is.", "None.", "No meetings were "
        "held."), "Disclosure log of the team", other="Overseas Visitors", press=True),
    Asked("Pay of the board", "Finance", (
        ("1", "Please list the pay bands of all board members for 2025/26."),
    ), ("They are in the annual report, page 61.",), "Annual report"),
    Asked("Repairs not yet done", "Estates and Facilities", (
        ("1", "What is the cost of the maintenance backlog, by risk?"),
        ("2", "How many incidents did it cause in 2025?"),
    ), ("£64m, of which £11m is high risk.", "29."), "Return to NHS England"),
    Asked("Phone calls that nobody answered", "Digital Services", (
        ("1", "How many calls to the switchboard went unanswered in each month of 2026?"),
    ), ("Between 4 % and 9 % of calls; by month in the table.",), "Switchboard statistics"),
    Asked("Waits for a hospital bed", "Emergency Care", (
        ("1", "How many patients waited more than 12 hours after the decision to admit them, by "
              "month, since January 2025?"),
        ("2", "What was the longest wait?"),
    ), ("3,118; by month in the table.", "41 hours."), "Emergency department system"),
    Asked("Contracts with a named software company", "Procurement", (
        ("1", "Does the Trust have a contract with Palisade Analytics?"),
        ("2", "If so, what is it worth, and who signed it?"),
    ), ("Yes.", "£212,000 over three years; the Director of Digital Services."),
        "Contract register", other="Digital Services"),
    Asked("Parking income", "Estates and Facilities", (
        ("1", "How much did patients and visitors pay for parking in 2025/26?"),
        ("2", "Who is let off?"),
    ), ("£1.73m.", "Blue badge holders, parents staying overnight, frequent outpatients."),
        "Parking ledger"),
    Asked("Staff who left within a year", "People", (
        ("1", "How many staff left within twelve months of starting, in each of the last three "
              "years?"),
    ), ("341, 298 and 276.",), "Leavers' report"),
    Asked("Shortages of medicines", "Pharmacy", (
        ("1", "How many medicines were out of stock for more than a week in 2026?"),
        ("2", "Which ten were out longest?"),
    ), ("53.", "They are listed in the attached table."), "Stock system"),
    Asked("Waste burnt and waste recycled", "Estates and Facilities", (
        ("1", "How many tonnes of clinical waste were burnt in each month of 2025?"),
        ("2", "What share of all waste was recycled?"),
        ("3", "What does the contract for waste cost a year?"),
    ), ("Between 61 and 74; by month in the table.", "34 %.", "£486,000."), "Waste notes",
        regime="eir", other="Procurement"),
    Asked("Patients sent home at night", "Emergency Care", (
        ("1", "How many patients over 75 were discharged between 11 pm and 6 am in 2025?"),
    ), ("1,206.",), "Patient administration system"),
    Asked("Complaints upheld by the Ombudsman", "Information Governance", (
        ("1", "How many complaints did the Ombudsman uphold in the last five years?"),
    ), ("Nine.",), "Complaints register"),
    Asked("Bank shifts that were cancelled", "People", (
        ("1", "How many bank shifts were cancelled with less than 24 hours' notice in 2026?"),
        ("2", "Was anything paid for them?"),
    ), ("619.", "Two hours' pay for each."), "Rostering system"),
    Asked("Fees paid to locums", "Finance", (
        ("1", "What was the highest fee paid to a locum doctor for one shift in 2026?"),
        ("2", "How many shifts cost more than £2,000?"),
    ), ("£2,640.", "74."), "Ledger", other="People"),
    Asked("Caesarean births", "Maternity and Women's Health", (
        ("1", "What share of births was by caesarean in each year since 2021?"),
    ), ("31, 33, 36, 38 and 41 %.",), "Maternity system"),
    Asked("Old computers", "Digital Services", (
        ("1", "How many computers still run Windows 10?"),
        ("2", "When will they be replaced?"),
    ), ("1,140.", "By June 2027."), "Asset register"),
    Asked("Hospital radio", "Estates and Facilities", (
        ("1", "How much does the Trust pay towards hospital radio, and on what terms?"),
    ), ("Nothing. It lends a room.",), "Lease register"),
    Asked("Gifts and hospitality", "Finance", (
        ("1", "Please send the register of gifts and hospitality for 2025/26."),
    ), ("It is on our website, under Corporate Governance.",), "Register"),
    Asked("Debts of overseas visitors", "Overseas Visitors", (
        ("1", "How many debts were reported to the Home Office in 2025?"),
        ("2", "How many were later written off?"),
    ), ("87.", "140, worth £311,000."), "Debtors' ledger", press=True),
    Asked("Noise from the helipad", "Estates and Facilities", (
        ("1", "Please send all noise measurements of the helipad since 2023."),
    ), ("They are attached.",), "Environmental file", regime="eir"),
    Asked("Agency radiographers", "People", (
        ("1", "How many agency radiographers worked here in October 2026, and at what rates?"),
    ), ("11, at £38 to £54 an hour.",), "Rostering system"),
    Asked("Prescriptions of sleeping tablets", "Pharmacy", (
        ("1", "How many prescriptions of sleeping tablets were given out on discharge in 2025?"),
    ), ("2,318.",), "Dispensing system"),
    Asked("Use of body cameras", "Emergency Care", (
        ("1", "Do staff wear body cameras?"),
        ("2", "How many times was footage given to the police?"),
    ), ("Security staff do.", "17 times in 2025."), "Security log"),
    Asked("Translation of letters", "Procurement", (
        ("1", "Into which languages are appointment letters translated?"),
    ), ("Eleven; they are listed below.",), "Supplier's reports"),
)  # fmt: skip
