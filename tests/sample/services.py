"""Objects and the services they hold together, their volumes, and which systems they rest on."""
from base import Stream, day, file_rows


def add_objects_and_services(sample):
    objects, services, notes = {}, {}, sample.notes
    stream = Stream("services")
    rows = file_rows("services.txt", "name department object audience digital users description".split())
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
