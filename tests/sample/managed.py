"""Objects, services and systems, and what is known about each: information, value, use, capabilities."""
import os

from base import TODAY, Decimal, Stream, add_months, day, days, kr

_HERE = os.path.dirname(os.path.abspath(__file__))
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


def table_rows(name, columns):
    with open(os.path.join(_HERE, name), encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
    return [dict(zip(columns, line.split("|"))) for line in lines]


def add_objects_and_services(sample):
    objects, services, notes = {}, {}, sample.notes
    stream = Stream("services")
    rows = table_rows("services.txt", "name department object audience digital users description".split())
    for row in rows:
        if row["object"] not in objects:
            objects[row["object"]] = sample.object.add(
                name=row["object"], unit=notes["units"][notes["department"][row["department"]]], side="business",
                purpose=f"Håller ihop förvaltning och utveckling av {row['object'].lower()}.")
        criticality = max(int(s["criticality"]) for s in notes["system_rows"] if s["service"] == row["name"])
        services[row["name"]] = sample.service.add(
            name=row["name"], unit=notes["units"][notes["department"][row["department"]]],
            object=objects[row["object"]], audience=row["audience"], digital=row["digital"] == "yes",
            users=int(row["users"]), criticality=criticality, description=row["description"],
            contact_support="support@exempelkommun.example" if stream.chance(0.8) else None,
            contact_development="digitalisering@exempelkommun.example" if stream.chance(0.5) else None,
            **{"from": day(f"{stream.between(1998, 2019)}-01-01")})
    platform = objects["IT-plattform"]
    sample.object.row(platform)["side"] = "it"
    for name in ("Individ och familj", "Skola och förskola", "Ekonomi och inköp"):
        sample.object.add(name=f"{name}, IT", parent=objects[name], side="it",
                          unit=notes["units"]["IT-avdelningen"], purpose=f"IT-delen av {name.lower()}.")
    notes.update(objects=objects, services=services)


def add_volumes(sample):
    stream = Stream("volumes")
    digital = [row for row in sample.service.rows if row["audience"] == "external" and row["digital"]]
    for row in stream.some(digital, 14):
        total, share = row["users"] * stream.between(1, 4), 0.35 + 0.2 * stream.fraction()
        for year in (2023, 2024, 2025):
            share = min(0.95, share + 0.06 + 0.06 * stream.fraction())
            for channel, part in (("digital", share), ("manual", 1 - share)):
                sample.volume.add(service=row["code"], year=year, channel=channel, number=int(total * part))
    service = sample.notes["services"]["Försörjningsstöd"]
    for year, number in ((2023, 1400), (2024, 2900), (2025, 4100)):
        sample.volume.add(service=service, year=year, channel="automated", number=number)


def read_systems(sample):
    rows = sample.notes["system_rows"] = table_rows("systems.txt", _SYSTEM)
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
        introduction_months=row["introduction"] if row["introduction"] != _default_introduction(row) else None)
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
        values["exit_plan"] = "Uppgifter tas ut med leverantörens export, läses in hos efterträdaren och stäms av mot " \
                              "antal poster. Läsläge i tre månader."
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
        key = stream.pick(people.by_title["Systemutvecklare"] if own else people.by_title["Systemförvaltare"])
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
    row.update(data_owned="yes", open_standards="partly", open_api="no", data_export="yes", export_format="CSV",
               export_tested=day("2024-02-12"), documentation="partly", documented=day("2025-03-03"),
               skills="one_supplier", essential="yes", continuity_plan="yes", continuity_tested=day("2026-02-18"),
               risk_assessed=day("2026-01-20"), risk_level="high", risk_next=day("2028-01-20"),
               impact_assessment="done", third_country="no", uses_ai="no", reviewed=day("2026-05-06"),
               aliases=["Turlistan", "Hemplan"], version="6.2", usability=2, hassle_hours=Decimal(4),
               exit_plan="Besök, insatser och personal tas ut som CSV; historik lämnas till e-arkivet.",
               exit_tested=day("2025-10-14"), exit_cost=kr(380000), classified=day("2025-02-11"),
               classify_next=day("2028-02-11"))
    for field in ("rights_to_code", "alternative", "recovery_hours", "data_loss_hours"):
        row.pop(field, None)


_INFORMATION = {
    "sensitive": ("Ärenden och beslut", "Anteckningar om enskilda"), "ordinary": ("Användare och ärenden", None),
    "none": ("Tekniska uppgifter", None)}
_SECRECY = {"SOC": "26 kap. 1 § OSL", "VOO": "25 kap. 1 § OSL", "BUF": "23 kap. 2 § OSL", "AMV": "26 kap. 1 § OSL"}


def add_information(sample):
    stream = Stream("information")
    for code, row in sample.notes["row_of"].items():
        first, second = _INFORMATION[row["personal"]]
        committee = sample.notes["committee"][row["department"]]
        for name in filter(None, (first, second)):
            duty = stream.weighted([("partly", 4), ("dispose", 4), ("preserve", 2), ("unknown", 1.2)])
            sample.information.add(
                system=code, name=f"{name}, {row['name'].lower()}",
                controller=sample.notes["units"][committee] if stream.chance(0.93) else None,
                personal_data=row["personal"] if name != "Ärenden och beslut" else "ordinary",
                secrecy_ground=_SECRECY.get(row["department"]) if row["personal"] == "sensitive" else None,
                archive_duty=duty, disposal_period="5 år efter avslutat ärende" if duty in ("dispose", "partly") else
                None, plan_reference=f"{committee.split('nämnden')[0]}, plan 2024, kap. {stream.between(2, 14)}"
                if stream.chance(0.7) else None)


_STEPS = ("archive_decision", "extraction", "verified", "delivered", "disposal", "accounts_closed",
          "integrations_closed")


def add_retirement_steps(sample):
    archivist = sample.notes["people"].by_title["Arkivarie"][0]
    done = {"Gamla diariet": 7, "Vikariebokning": 7, "Faxserver": 0, "Bidragsregister": 2, "Jourdokumentation": 1,
            "Kontorsprogram": 1, "Hyressystem": 0}
    for name, count in done.items():
        system = sample.notes["systems"][name]
        row = sample.system.row(system)
        if name in ("Faxserver",):
            continue
        last = row.get("retired_on") or row["planned_retirement"]
        for number, kind in enumerate(_STEPS):
            due = last + days(30 * (number - 2))
            finished = due - days(5) if number < count else None
            if finished and finished > TODAY:
                finished = TODAY - days(20)
            sample.retirement_step.add(
                system=system, kind=kind, due=due, done=finished, by=archivist if number < 5 else None,
                registry_number=f"KS {due.year}-{400 + number:05d}" if kind == "archive_decision" and finished else
                None)


def add_support(sample):
    stream = Stream("support")
    notes = sample.notes

    def add(service, system, importance, share):
        sample.support.add(service=notes["services"][service], system=notes["systems"][system], importance=importance,
                           share=share)

    for row in notes["system_rows"]:
        more = _MORE_SUPPORT.get(row["name"], ())
        own_share = 100 - sum(share for _, share in more)
        add(row["service"], row["name"], min(4, max(1, row["criticality"])), own_share)
        for service, share in more:
            add(service, row["name"], stream.between(2, 4), share)


_MORE_SUPPORT = {
    "E-arkiv": (("Ärende- och dokumenthantering", 20),),
    "E-tjänsteplattform": (("Försörjningsstöd", 15), ("Bygglov", 10), ("Förskola", 15)),
    "Identitetshantering": (("Grundskola", 20), ("Arbetsplats och samarbete", 20)),
    "Integrationsplattform": (("Ekonomi och redovisning", 15), ("Grundskola", 15), ("Hemtjänst", 10)),
    "Bemanningsplanering": (("Hemtjänst", 25), ("Särskilt boende", 25)),
    "Vårddokumentation": (("Hemtjänst", 30),), "Omsorgsplanering": (("Hemtjänst", 5),),
    "Läkemedelssignering": (("Hemtjänst", 30), ("Särskilt boende", 30)),
    "Elevregister": (("Gymnasieskola", 25), ("Elevhälsa", 10)),
    "Geodataplattform": (("Bygglov", 20), ("Detaljplanering", 15), ("Gator och trafik", 15)),
    "Fastighetssystem": (("Bostadsanpassning", 2),), "Passersystem": (("Bad och idrott", 10),),
    "Trygghetslarm": (("Särskilt boende", 20),), "Digital underskrift": (("Inköp och upphandling", 40),),
    "Avtalsdatabas": (("Ekonomi och redovisning", 20),), "Kartportal": (("Detaljplanering", 20),),
    "Ledningskarta": (("Kartor och geodata", 10),), "Lokalbokning": (("Bad och idrott", 15),),
}


def add_usage(sample):
    stream = Stream("usage")
    notes = sample.notes
    departments = {key: notes["units"][name] for key, name in notes["department"].items()}
    wide = ("Ekonomisystem", "Fakturahantering", "Lönesystem", "Ärendesystem", "Samarbetsyta", "E-post och kalender",
            "Intranät", "Kursportal", "Telefonväxel", "Beslutsstöd")
    for code, row in notes["row_of"].items():
        since = sample.system.row(code).get("in_use_from")
        ended = sample.system.row(code).get("retired_on")
        if not since:
            continue
        keys = list(departments) if row["name"] in wide else [row["department"]]
        if row["name"] not in wide and stream.chance(0.35):
            keys += [key for key in stream.some(list(departments), 2) if key != row["department"]]
        left = 100
        for number, key in enumerate(keys):
            share = left if number == len(keys) - 1 else max(1, left // (len(keys) - number))
            left -= share
            sample.usage.add(system=code, unit=departments[key], users=max(1, row["users"] * share // 100), share=share,
                             to=ended, **{"from": since})


def add_valuations(sample):
    stream = Stream("valuations")
    people = sample.notes["people"]
    for code, row in sample.notes["row_of"].items():
        since = sample.system.row(code).get("in_use_from")
        if not since or sample.system.row(code)["phase"] in ("retired", "pilot") or stream.chance(0.14):
            continue
        value = min(4, max(1, row["criticality"] + stream.between(-1, 1)))
        fit = 3 if row["since"] >= 2018 else stream.between(1, 3)
        for date in [day("2024-05-20")] * (row["since"] < 2023) + [day("2026-04-14")] * stream.chance(0.8):
            sample.valuation.add(system=code, date=date + days(stream.between(0, 24)), business_value=value,
                                 technical_fit=fit, by=stream.pick(people.by_title["Verksamhetsutvecklare"]),
                                 why=stream.pick(["Årlig genomgång i objektets styrgrupp.", "Bedömd med superanvändare.",
                                                  "Bedömd inför förvaltningsplanen."]))
            fit = max(0, fit - stream.between(0, 1))


_CAPABILITIES = {
    "Styra och stödja": ["Ärendehantering", "Dokumenthantering", "Redovisning", "Fakturahantering", "Löneadministration",
                         "Bemanning", "Avtalshantering", "Inköp", "Uppföljning", "Bevarande", "Underskrift"],
    "Möta medborgare": ["E-tjänst och formulär", "Felanmälan", "Webbpublicering", "Kontaktcenter", "Kartvisning"],
    "Vård och omsorg": ["Insatsplanering", "Ruttplanering", "Social dokumentation", "Patientuppgifter", "Larm",
                        "Läkemedelshantering", "Biståndshandläggning"],
    "Utbildning": ["Elevuppgifter", "Lärmiljö", "Frånvaro", "Placering och kö", "Schemaläggning", "Elevhälsa"],
    "Samhälle och teknik": ["Geodata", "Tillsynsärenden", "Byggärenden", "Fastighetsförvaltning", "Bokning",
                            "Passage och lås", "Mätning", "Styrning och övervakning", "Fordon"],
    "IT-plattform": ["Identitet", "Inloggning", "Integration", "Drift", "Säkerhetskopiering", "Kommunikation",
                     "Arbetsplats"],
}
_HAS = {
    "Ärendesystem": "Ärendehantering;Dokumenthantering", "Ekonomisystem": "Redovisning",
    "Fakturahantering": "Fakturahantering", "Lönesystem": "Löneadministration", "Bemanningsplanering": "Bemanning",
    "Avtalsdatabas": "Avtalshantering", "Inköp och beställning": "Inköp", "Beslutsstöd": "Uppföljning",
    "E-arkiv": "Bevarande", "Ritningsarkiv": "Bevarande", "Digital underskrift": "Underskrift",
    "E-tjänsteplattform": "E-tjänst och formulär", "E-tjänst bygglov": "E-tjänst och formulär",
    "E-tjänst orosanmälan": "E-tjänst och formulär", "E-tjänst försörjningsstöd": "E-tjänst och formulär",
    "E-tjänst livsmedel": "E-tjänst och formulär", "Synpunkter och felanmälan": "Felanmälan",
    "Fastighetssystem": "Felanmälan;Fastighetsförvaltning", "Underhållsplanering": "Felanmälan;Fastighetsförvaltning",
    "Extern webbplats": "Webbpublicering", "Intranät": "Webbpublicering", "Kontaktcenterplattform": "Kontaktcenter",
    "IT-ärendehantering": "Kontaktcenter", "Kartportal": "Kartvisning", "Geodataplattform": "Geodata;Kartvisning",
    "Hemtjänstplanering": "Insatsplanering;Ruttplanering", "Omsorgsplanering": "Insatsplanering;Ruttplanering",
    "Boendestödsplanering": "Insatsplanering", "Skolskjutsplanering": "Ruttplanering",
    "Vårddokumentation": "Social dokumentation", "Jourdokumentation": "Social dokumentation",
    "Utredning barn": "Social dokumentation;Biståndshandläggning", "Patientdokumentation": "Patientuppgifter",
    "Elevhälsodokumentation": "Patientuppgifter;Elevhälsa", "Trygghetslarm": "Larm", "Utalarmering": "Larm",
    "Läkemedelssignering": "Läkemedelshantering", "Vuxenutredning": "Biståndshandläggning",
    "LSS-handläggning": "Biståndshandläggning", "Handläggning försörjningsstöd": "Biståndshandläggning",
    "Elevregister": "Elevuppgifter", "Vuxenutbildningsregister": "Elevuppgifter", "Lärplattform": "Lärmiljö",
    "Lärplattform gymnasiet": "Lärmiljö", "Lärplattform vuxna": "Lärmiljö", "Kursportal": "Lärmiljö",
    "Frånvaroanmälan": "Frånvaro", "Närvaro förskola": "Frånvaro", "Förskoleplacering": "Placering och kö",
    "Bostadskö": "Placering och kö", "Schemaplanering skola": "Schemaläggning", "Miljöärenden": "Tillsynsärenden",
    "Bygglovshandläggning": "Byggärenden", "Lokalbokning": "Bokning", "Fordonsbokning": "Bokning;Fordon",
    "Passersystem": "Passage och lås", "Meröppet": "Passage och lås", "Digitala lås": "Passage och lås",
    "Mätvärdesinsamling": "Mätning", "Fastighetsstyrning": "Styrning och övervakning",
    "Driftövervakning vatten": "Styrning och övervakning", "Belysningsstyrning": "Styrning och övervakning",
    "Identitetshantering": "Identitet", "Katalogtjänst": "Identitet;Inloggning", "Inloggningsportal": "Inloggning",
    "Integrationsplattform": "Integration", "Serverplattform": "Drift", "Säkerhetskopiering": "Säkerhetskopiering",
    "E-post och kalender": "Kommunikation", "Telefonväxel": "Kommunikation", "Samarbetsyta": "Arbetsplats",
    "Kontorsprogram": "Arbetsplats", "Virtuell arbetsplats": "Arbetsplats",
}


def add_capabilities(sample):
    codes = {}
    for above, names in _CAPABILITIES.items():
        codes[above] = sample.capability.add(name=above)
        for name in names:
            codes[name] = sample.capability.add(name=name, parent=codes[above])
    for system, names in _HAS.items():
        parts = names.split(";")
        for name in parts:
            sample.system_capability.add(system=sample.notes["systems"][system], capability=codes[name],
                                         share=100 // len(parts))
