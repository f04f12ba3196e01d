"""Decisions with their papers, plans and agendas."""
from base import TODAY, Stream, day, days, kr, text_form
from clock import current_end
from governance import FORUMS


def add_references(sample):
    """Papers about systems and contracts; those about decisions are made with them."""
    stream, notes = Stream("references"), sample.notes

    def add(about, title, kind, dated, **values):
        return sample.reference.add(about=about, title=title, kind=kind, dated=dated, **values)

    for code, row in notes["row_of"].items():
        system = sample.system.row(code)
        if system.get("risk_assessed") and stream.chance(0.5):
            add(code, f"Riskanalys {row['name'].lower()}", "risk_assessment", system["risk_assessed"],
                registry_number=f"KS {system['risk_assessed'].year}-{stream.between(20, 1400):05d}",
                valid_to=system["risk_next"])
        if system.get("impact_assessment") == "done":
            add(code, f"Konsekvensbedömning {row['name'].lower()}", "impact_assessment",
                stream.date(day("2021-03-01"), day("2026-06-30")))
        if system.get("documented") and stream.chance(0.35):
            add(code, f"Handbok {row['name'].lower()}", "manual", system["documented"],
                address=f"https://intranat.exempelkommun.example/handbok/{code.lower()}")
        if row["origin"] in ("own", "bespoke"):
            add(code, "Källkod", "source_code", None, address=f"https://kod.exempelkommun.example/{code.lower()}")
    for row in sample.contract.rows:
        if row["kind"] == "agreement" and row.get("registry_number") and stream.chance(0.4):
            add(row["code"], f"Avtal {row.get('number', '')}".strip(), "contract_document",
                row.get("signed", row["start"]),
                registry_number=row["registry_number"])


_DECISIONS = (
    # kind, decider, date, title, outcome, about, amount, follow-up, reported
    ("committee", "Kommunstyrelsen", "2025-11-26", "En lärplattform för alla elever", "approved", "opportunity:0002",
     4370000, "2026-11-25", None),
    ("committee", "Exempelbostäder AB", "2026-09-17", "Uthyrning utan papper", "approved", "opportunity:0003", 1450000,
     "2027-09-30", None),
    ("committee", "Kommunstyrelsen", "2026-06-10", "Upphandling av lön och bemanning", "approved", "opportunity:0005",
     9800000, None, None),
    ("committee", "Vård- och omsorgsnämnden", "2024-02-20", "Digital tillsyn nattetid", "approved", "opportunity:0006",
     900000, "2026-04-30", None),
    ("forum", "Digitaliseringsrådet", "2026-05-19", "Avveckling av kontorsprogram på enskild dator", "approved",
     "Kontorsprogram", None, None, None),
    ("forum", "Digitaliseringsrådet", "2026-03-17", "Egen app för felanmälan", "rejected", "opportunity:0007", None,
     None,
     None),
    ("forum", "Styrgrupp skola", "2026-02-11", "Läsläge för gamla lärplattformar", "approved", "Lärplattform gymnasiet",
     120000, "2027-09-30", None),
    ("forum", "Styrgrupp social välfärd", "2026-10-06", "Byte av databas i utredning barn", "tabled", "Utredning barn",
     None, "2026-12-08", None),
    ("forum", "Styrgrupp IT-plattform", "2026-04-22", "Ny generation värdservrar", "approved", None, 2400000,
     "2027-06-30", None),
    ("delegated", "Upphandlare", "2026-09-15", "Option på driftavtal datorhall används", "use_option",
     "contract:Driftavtal datorhall", 10400000, None, "2026-10-14"),
    ("delegated", "Upphandlare", "2026-08-20", "Passersystem löper ett år till", "let_run",
     "contract:Passersystem, avtal",
     None, None, "2026-09-16"),
    ("delegated", "Upphandlare", "2026-09-30", "Uppsägning av lärplattform", "give_notice",
     "contract:Lärplattform, avtal",
     None, None, "2026-10-21"),
    ("delegated", "Upphandlare", "2025-07-15", "Uppsägning av bibliotekssystem", "give_notice",
     "contract:Bibliotekssystem, avtal", None, None, "2025-09-10"),
    ("delegated", "Upphandlare", "2026-10-27", "Direktupphandling av testverktyg", "approved", None, 145000, None,
     None),
    ("delegated", "Avdelningschef", "2026-07-02", "Utökad support för databas i passersystem", "approved",
     None, 88000, "2027-06-30", None),
    ("management", "Kommundirektör", "2026-01-14", "Tjänster i tredje land", "noted", "Samarbetsyta", None,
     "2027-01-15",
     None),
    ("management", "Kommundirektör", "2026-11-04", "Beredskap för driftstörning i vattenverk", "referred_back",
     None, None, "2026-12-16", None),
)


def add_decisions(sample):
    notes = sample.notes
    for kind, decider, date, title, outcome, about, amount, follow_up, reported in _DECISIONS:
        target = _about(sample, about)
        when = day(date)
        basis = sample.reference.add(about=target, title=f"Tjänsteskrivelse: {title}", kind="decision",
                                     dated=when - days(14), registry_number=f"KS {when.year}-{len(title) * 31:05d}") \
            if target and kind != "delegated" else None
        code = sample.decision.add(
            kind=kind, date=when, title=title, outcome=outcome, about=[target] if target else None, basis=basis,
            amount=kr(amount) if amount else None, follow_up=follow_up and day(follow_up),
            reported=reported and day(reported), registry_number=f"KS {when.year}-{len(title) * 37:05d}",
            text=f"{title}: beslut enligt förslag." if outcome == "approved" else title + ".",
            reason=_WHY[outcome], paragraph=f"§ {when.month * 11 + when.day}" if kind == "committee" else None,
            delegation_point="C 4.2" if kind == "delegated" else None, **_decider(sample, kind, decider))
        if about and about.startswith("contract:") and outcome in ("let_run", "use_option"):
            _set_term(sample, code, target)
    _decide_plans(sample)


_WHY = {"approved": "Behovet är prövat och pengar finns.", "rejected": "Finns redan i ett annat system.",
        "tabled": "Underlaget saknar kostnad.", "use_option": "Tjänsten fungerar och ny upphandling tar längre tid.",
        "let_run": "Efterträdare hinner inte upphandlas.", "give_notice": "Systemet ersätts.",
        "noted": "Informationen antecknas.", "referred_back": "Alternativen behöver beskrivas bättre."}


def _about(sample, about):
    if about is None:
        return None
    if about.startswith("opportunity:"):
        return "OPP-" + about[12:]
    if about.startswith("contract:"):
        return next(row["code"] for row in sample.contract.rows if row["name"] == about[9:])
    return sample.notes["systems"][about]


def _decider(sample, kind, decider):
    if kind == "committee":
        return {"unit": sample.notes["units"][decider]}
    if kind == "forum":
        return {"forum": sample.notes["forums"][decider]}
    return {"decided_by": sample.notes["staff"].titled(decider)[0]}


def _set_term(sample, decision, contract):
    row = {name: text_form(value) for name, value in sample.contract.row(contract).items()}
    row.setdefault("end", "")
    end = current_end(row, TODAY)
    sample.decision.row(decision)["term_end"] = end


def _decide_plans(sample):
    stream, notes = Stream("plans"), sample.notes
    head = notes["staff"].titled("Kommundirektör")[0]
    steering = {notes["objects"][row[2]]: notes["forums"][row[0]] for row in FORUMS if row[2]}
    for row in sample.object.rows:
        for year in (2025, 2026, 2027):
            decided = year < 2027 or stream.chance(0.3)
            forum = steering.get(row["code"])
            when = stream.workday(day(f"{year - 1}-10-05"), day(f"{year - 1}-11-18"))
            decision = sample.decision.add(
                kind="forum" if forum else "management", forum=forum, decided_by=None if forum else head, date=when,
                title=f"Förvaltningsplan {year}, {row['name'].lower()}", outcome="approved", about=[row["code"]],
                text="Planen fastställs.", reason="Planen ryms inom ramen.", done=when + days(20) if year < 2027 else
                None) if decided else None
            sample.plan.add(object=row["code"], year=year, decision=decision,
                            budget=kr(stream.between(400, 2600) * 1000),
                            state="closed" if year == 2025 else "decided" if decided else "draft",
                            text="Vidmakthålla först; utveckla där nyttan är visad.")
    for goal in sample.goal.rows:
        if goal["source"] == "budget":
            goal["decision"] = sample.decision.add(
                kind="committee", unit=notes["units"]["Kommunstyrelsen"], date=day("2025-11-24"), outcome="approved",
                title=f"Budget 2026: {goal['name'].lower()}", text="Målet fastställs.", paragraph="§ 142",
                reason="Mål i budgeten.", registry_number="KS 2025-00911")


def add_agenda(sample):
    forums = sample.notes["forums"]
    by_title = {row["title"]: row["code"] for row in sample.decision.rows}
    for forum, date, title, kind, about, outcome in (
            ("Digitaliseringsrådet", "2026-03-17", "Egen app för felanmälan", "decision", "OPP-0007", True),
            ("Digitaliseringsrådet", "2026-05-19", "Avveckling av kontorsprogram på enskild dator", "decision", None,
             True),
            ("Digitaliseringsrådet", "2026-10-20", "Läget i portföljen", "information", None, False),
            ("Digitaliseringsrådet", "2026-11-17", "Hemtjänstplanering: vad kan göras", "discussion",
             sample.notes["systems"]["Hemtjänstplanering"], False),
            ("Digitaliseringsrådet", "2026-12-15", "Besked om försörjningsstöd på en dag", "decision", "OPP-0004",
             False),
            ("Styrgrupp social välfärd", "2026-10-06", "Byte av databas i utredning barn", "decision", None, True),
            ("Styrgrupp social välfärd", "2026-12-08", "Byte av databas i utredning barn", "decision",
             sample.notes["systems"]["Utredning barn"], False),
            ("Styrgrupp skola", "2026-02-11", "Läsläge för gamla lärplattformar", "decision", None, True),
            ("Styrgrupp IT-plattform", "2026-04-22", "Ny generation värdservrar", "decision", None, True),
            ("Styrgrupp IT-plattform", "2026-11-10", "Nätets ålder", "information",
             sample.notes["systems"]["Nätverk och brandvägg"], False),
            ("Arkitekturforum", "2026-10-13", "Öppna gränssnitt i nya avtal", "discussion", None, False),
            ("Upphandlingsforum", "2026-11-05", "Avtal som löper ut 2028", "information", None, False)):
        sample.agenda_item.add(forum=forums[forum], date=day(date), title=title, kind=kind, about=about,
                               outcome=by_title.get(title) if outcome else None)
