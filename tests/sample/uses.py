"""What the systems hold and who uses them: information, retirement, use, value, capabilities."""
from base import TODAY, Stream, day, days


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
                None, plan_reference=f"{committee}, plan 2024, kap. {stream.between(2, 14)}"
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
                registry_number=f"KS {finished.year}-{400 + len(name):05d}" if kind == "archive_decision" and finished else
                None)


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
                                 why=stream.pick(["Årlig genomgång i objektets styrgrupp.",
                                                  "Bedömd med superanvändare.",
                                                  "Bedömd inför förvaltningsplanen."]))
            fit = max(0, fit - stream.between(0, 1))


_CAPABILITIES = {
    "Styra och stödja": ["Ärendehantering", "Dokumenthantering", "Redovisning", "Fakturahantering",
                         "Löneadministration",
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
