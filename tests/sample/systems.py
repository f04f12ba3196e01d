"""The systems and what is known about each: phases, classification, openness, knowledge, duties."""
from base import TODAY, Decimal, Stream, add_months, day, days, file_rows, kr


_SYSTEM = "name department unit service criticality origin hosting supplier users personal stack since cost " \
          "introduction aliases purpose".split()
ANNA = ("Utredning barn", "Familjehemsregister", "E-tjänst orosanmälan", "E-tjänst försörjningsstöd",
        "Handläggning försörjningsstöd", "Hemtjänstplanering", "Mobil hemtjänst")
_PHASES = {
    "Gemensam lärplattform": "procurement", "Nytt hyressystem": "procurement", "Samtalsassistent kontaktcenter": "idea",
    "Gamla diariet": "retired", "Faxserver": "retired", "Vikariebokning": "retired", "Bidragsregister": "retired",
    "Lärplattform": "phase_out", "Lärplattform gymnasiet": "phase_out", "Lärplattform vuxna": "phase_out",
    "Hyressystem": "phase_out", "Kontorsprogram": "phase_out", "Jourdokumentation": "phase_out",
    "Omsorgsplanering": "in_use", "Digital tillsyn": "pilot", "Boendestödsplanering": "pilot",
    "Digitala lås": "in_use", "Logghantering": "introduction", "E-tjänst livsmedel": "in_use",
    "Lösenordsvalv": "introduction",
}
_PLANNED_RETIREMENT = {
    "Lärplattform": "2027-07-31", "Lärplattform gymnasiet": "2027-07-31", "Lärplattform vuxna": "2027-12-31",
    "Hyressystem": "2028-12-31", "Kontorsprogram": "2027-06-30", "Jourdokumentation": "2026-09-30",
}
_REPLACED_BY = {
    "Lärplattform": "Gemensam lärplattform", "Lärplattform gymnasiet": "Gemensam lärplattform",
    "Lärplattform vuxna": "Gemensam lärplattform", "Hyressystem": "Nytt hyressystem", "Kontorsprogram": "Samarbetsyta",
    "Gamla diariet": "Ärendesystem", "Vikariebokning": "Bemanningsplanering", "Bidragsregister": "Föreningsregister",
    "Faxserver": "Digital underskrift", "Jourdokumentation": "Utredning barn",
}
_RETIRED = {"Gamla diariet": "2024-06-30", "Faxserver": "2025-12-31", "Vikariebokning": "2022-03-31",
            "Bidragsregister": "2019-06-30"}
PARENTS = {"Fakturahantering": "Ekonomisystem", "Rehabiliteringsstöd": "Lönesystem", "Frånvaroanmälan": "Elevregister",
           "Schemaplanering skola": "Elevregister", "Avtalsdatabas": "Inköp och beställning",
           "Omsorgsavgifter": "Vårddokumentation"}
# systems that use AI: purpose, human control
_AI = {"Robot försörjningsstöd": ("Förbereder beräkning; beslut fattas av handläggare", "yes"),
       "Kontaktcenterplattform": ("Föreslår svar till kommunvägledare", "partly"),
       "Samarbetsyta": (None, "unknown"), "Rekryteringsstöd": ("Sorterar ansökningar", "no"),
       "Digitala läromedel": (None, None), "Samtalsassistent kontaktcenter": ("Sammanfattar samtal", "yes")}
_THIRD_COUNTRY = {"Samarbetsyta": "yes", "Kundinformation energi": "no", "Kontaktcenterplattform": "unknown",
                  "Digitala läromedel": "unknown", "Rekryteringsstöd": "partly"}
_MISSING_CLASS = ("Röstmottagarregister", "Feriejobb", "Adressregister", "Mobil hemtjänst", "Klimatuppföljning",
                  "Meröppet", "Kassa och entré")


def read_systems(sample):
    rows = sample.notes["system_rows"] = file_rows("systems.txt", _SYSTEM)
    for row in rows:
        for column in ("criticality", "users", "since", "cost", "introduction"):
            row[column] = int(row[column])


def add_systems(sample):
    stream = Stream("systems")
    notes = sample.notes
    codes = notes["systems"] = {}
    for row in notes["system_rows"]:
        codes[row["name"]] = sample.system.add(**_system_values(sample, row, stream))
    for name, above in PARENTS.items():
        sample.system.row(codes[name])["parent"] = codes[above]
    for name, next_ in _REPLACED_BY.items():
        sample.system.row(codes[name])["replaced_by"] = codes[next_]
    notes["row_of"] = {codes[row["name"]]: row for row in notes["system_rows"]}
    _leave_gaps_for_the_desk(sample)
    _add_slips(sample)


def _system_values(sample, row, stream):
    notes, name = sample.notes, row["name"]
    phase = _PHASES.get(name, "in_use")
    live = phase not in ("idea", "procurement", "retired")
    supplier = notes["supplier"].get(row["supplier"])
    since = day(f"{row['since']}-01-01") + days(stream.between(0, 300))
    if phase == "pilot":
        since = stream.date(day("2026-03-01"), day("2026-09-01"))
    values = dict(
        name=name, aliases=[a for a in row["aliases"].split(";") if a] or None, purpose=row["purpose"],
        unit=notes["units"][row["unit"]], object=_object_of(sample, row), phase=phase, origin=row["origin"],
        hosting=row["hosting"], supplier=supplier, users=row["users"], criticality=row["criticality"],
        operated_by=_operator(notes, row, supplier),
        maintained_by=supplier if supplier and row["origin"] == "standard" else None,
        in_use_from=since if live or phase == "retired" else None,
        pilot_until=add_months(TODAY, stream.between(3, 8)) if phase == "pilot" else None,
        planned_retirement=day(_PLANNED_RETIREMENT[name]) if name in _PLANNED_RETIREMENT else None,
        retired_on=day(_RETIRED[name]) if name in _RETIRED else None,
        replacement_value=kr(row["cost"] * 1000 * (2.2 + 2 * stream.fraction()), 50000) if row["cost"] else None,
        introduction_months=row["introduction"] if row["introduction"] != _default_introduction(row) or
        stream.chance(0.6) else None)
    if live:
        for part in (_continuity, _classification, _openness, _knowledge, _duties, _experience):
            values.update(part(sample, row, stream))
    return values


def _default_introduction(row):
    return {4: 12, 3: 9, 2: 6, 1: 3}[row["criticality"]]


def _object_of(sample, row):
    service = next(s for s in sample.service.rows if s["name"] == row["service"])
    return service["object"]


def _operator(notes, row, supplier):
    if row["hosting"] == "hosted":
        return notes["supplier"]["Molnåsen Drift AB"]
    return supplier if row["hosting"] == "saas" else None


def _continuity(sample, row, stream):
    criticality = row["criticality"]
    essential = "yes" if criticality == 4 else stream.weighted([("no", 7), ("unknown", 1), ("partly", 1)]) \
        if criticality == 3 else "no"
    plan = stream.weighted([("yes", 6), ("partly", 3), ("no", 2), ("unknown", 1)]) if criticality >= 3 else \
        stream.weighted([("no", 4), ("partly", 2), (None, 3)])
    tested = stream.date(day("2024-06-01"), day("2026-10-30")) if plan == "yes" and stream.chance(0.75) else None
    return dict(essential=essential, continuity_plan=plan, continuity_tested=tested,
                recovery_hours={4: 4, 3: 24, 2: 72, 1: 168}[criticality] if stream.chance(0.85) else None,
                data_loss_hours={4: 1, 3: 8, 2: 24, 1: 24}[criticality] if stream.chance(0.8) else None,
                downtime_target={4: 240, 3: 600, 2: 1440, 1: None}[criticality] if stream.chance(0.7) else None)


def _classification(sample, row, stream):
    if row["name"] in _MISSING_CLASS:
        return {}
    classified = stream.date(day("2023-10-01"), day("2026-10-30"))
    base = {"sensitive": 3, "ordinary": 2, "none": 1}[row["personal"]]
    officers = sample.notes["people"].by_title["Informationssäkerhetssamordnare"]
    return dict(confidentiality=base, integrity=min(4, max(2, row["criticality"] - stream.between(0, 1))),
                availability=row["criticality"] if row["criticality"] < 4 or stream.chance(0.8) else 3,
                traceability=min(3, base), classified=classified, classified_by=stream.pick(officers),
                classify_next=add_months(classified, 36))


def _openness(sample, row, stream):
    own = row["origin"] in ("own", "open_source", "bespoke")
    likely = [("yes", 8), ("partly", 2), ("unknown", 1)] if own else \
        [("yes", 5), ("partly", 3), ("no", 2), ("unknown", 3)]
    values = {field: stream.weighted(likely) for field in ("data_owned", "open_standards", "open_api", "data_export")}
    if row["criticality"] <= 2 and stream.chance(0.3):
        del values["open_api"]
    if values["data_export"] in ("yes", "partly"):
        values["export_format"] = stream.pick(["CSV", "XML", "JSON", "SQL-dump", "CSV och PDF/A"])
        if stream.chance(0.55):
            values["export_tested"] = stream.date(day("2023-06-01"), day("2026-10-30"))
    if stream.chance(0.42 if row["criticality"] >= 3 else 0.2):
        values["exit_plan"] = "Uppgifter tas ut med leverantörens export, läses in hos efterträdaren och stäms av " \
                              "mot antal poster. Läsläge i tre månader."
        if stream.chance(0.5):
            values["exit_tested"] = stream.date(day("2024-09-01"), day("2026-10-30"))
    if stream.chance(0.35):
        values["exit_cost"] = kr(row["cost"] * 1000 * (0.2 + 0.4 * stream.fraction()), 10000)
    if not own and stream.chance(0.4):
        values["alternative"] = "Minst två andra leverantörer finns på ramavtal."
    return values


def _knowledge(sample, row, stream):
    people = sample.notes["people"]
    documentation = stream.weighted([("yes", 5), ("partly", 4), ("no", 1.2), ("unknown", 1)])
    own = row["origin"] in ("own", "bespoke")
    skills = stream.weighted([("few", 4), ("none", 1), ("plenty", 2)] if own else
                             [("plenty", 5), ("few", 2), ("one_supplier", 3)])
    key = None
    if own or stream.chance(0.1):
        title, department = ("Systemutvecklare", "KLF") if own else ("Systemförvaltare", row["department"])
        key = [code for code in people.by_title[title] if code in people.by_department[department]][-1]
    return dict(documentation=documentation, skills=skills, key_person=key,
                documented=stream.date(day("2023-09-01"), day("2026-11-01")) if documentation in ("yes", "partly")
                else None,
                rights_to_code=stream.weighted([("yes", 5), ("no", 1)]) if own else
                stream.weighted([("no", 3), ("partly", 2), (None, 3)]),
                version=None)


def _duties(sample, row, stream):
    values = {}
    if stream.chance(0.78):
        assessed = stream.date(day("2023-09-01"), day("2026-10-30"))
        values.update(risk_assessed=assessed, risk_level=stream.pick(["low", "medium", "medium", "high"]),
                      risk_next=add_months(assessed, 24 if row["criticality"] >= 3 else 36))
    if row["personal"] != "none":
        values["impact_assessment"] = stream.weighted(
            [("done", 5), ("needed", 1.5), ("unknown", 1)] if row["personal"] == "sensitive" else
            [("not_needed", 6), ("done", 2), ("unknown", 1), (None, 1)])
    values["third_country"] = _THIRD_COUNTRY.get(row["name"], "no" if stream.chance(0.85) else None)
    values["data_location"] = "Kommunens datorhallar" if row["hosting"] == "own" else \
        stream.pick(["Sverige", "Sverige", "EU/EES"])
    if row["name"] in _AI:
        purpose, control = _AI[row["name"]]
        values.update(uses_ai="yes", ai_purpose=purpose, ai_human_control=control)
    elif stream.chance(0.8):
        values["uses_ai"] = "no" if stream.chance(0.9) else "unknown"
    if row["users"] >= 900:
        values["accessibility"] = stream.weighted([("yes", 4), ("partly", 4), ("unknown", 2)])
        if stream.chance(0.65):
            values["accessibility_checked"] = stream.date(day("2024-02-01"), day("2026-10-30"))
    return values


def _experience(sample, row, stream):
    values = dict(review_months=12)
    if stream.chance(0.85):
        values["reviewed"] = stream.date(day("2025-08-01"), day("2026-11-10"))
    if stream.chance(0.75):
        values["usability"] = stream.weighted([(1, 0.5), (2, 2), (3, 4), (4, 4), (5, 1)])
        values["hassle_hours"] = Decimal(stream.weighted([(0, 3), (0.5, 3), (1, 4), (2, 2), (4, 0.5)]))
    return values


def _leave_gaps_for_the_desk(sample):
    """What the desk of DESIGN 5 shows: four facts to fill in about Hemtjänstplanering, all else there."""
    row = sample.system.row(sample.notes["systems"]["Hemtjänstplanering"])
    row.update(data_owned="yes", open_standards="partly", data_export="yes", export_format="CSV",
               export_tested=day("2024-02-12"), skills="one_supplier", rights_to_code="no",
               essential="yes", continuity_plan="yes", continuity_tested=day("2026-02-18"),
               risk_assessed=day("2026-01-20"), risk_level="high", risk_next=day("2028-01-20"),
               impact_assessment="done", third_country="no", uses_ai="no", reviewed=day("2026-05-06"),
               aliases=["Turlistan", "Hemplan"], version="6.2", usability=2, hassle_hours=Decimal(4),
               exit_plan="Besök, insatser och personal tas ut som CSV; historik lämnas till e-arkivet.",
               exit_tested=day("2025-10-14"), exit_cost=kr(380000), classified=day("2025-02-11"),
               classify_next=day("2028-02-11"))
    for field in ("introduction_months", "replacement_value", "open_api", "documentation", "documented", "alternative"):
        row.pop(field, None)


def _add_slips(sample):
    """What a register's quality rules should catch."""
    def row(name):
        return sample.system.row(sample.notes["systems"][name])

    row("Passersystem")["classify_next"] = add_months(row("Passersystem")["classified"], -36)
    row("Boendestödsplanering")["pilot_until"] = day("2026-10-31")
    row("Feriejobb")["retired_on"] = day("2025-08-31")
    row("Fastighetsstyrning")["key_person"] = sample.notes["leaving"][0]
    row("Belysningsstyrning")["key_person"] = sample.notes["gone"][0]
