"""Forums, activities, the annual wheel, capacity, maturity, risks, lessons."""
from base import TODAY, Stream, add_months, day, days, kr


FORUMS = (
    ("Digitaliseringsrådet", "deciding", None, "Beslutar om möjligheter över 500 tkr och om arkitektur.", 2000000, 1),
    ("Styrgrupp social välfärd", "deciding", "Individ och familj", "Beslutar om förvaltningsplan och prioritering.",
     500000, 2),
    ("Styrgrupp skola", "deciding", "Skola och förskola", "Beslutar om förvaltningsplan och prioritering.", 500000, 2),
    ("Styrgrupp IT-plattform", "deciding", "IT-plattform", "Beslutar om gemensam teknik.", 750000, 2),
    ("Arkitekturforum", "advisory", None, "Råd om öppna gränssnitt, uppgifter och integrationer.", None, 1),
    ("Upphandlingsforum", "advisory", None, "Råd om kommande avtal och krav.", None, 3),
)


def add_forums(sample):
    stream, notes = Stream("forums"), sample.notes
    staff, people = notes["staff"], notes["people"]
    forums = notes["forums"] = {}
    for name, kind, object_, mandate, amount, cadence in FORUMS:
        forums[name] = sample.forum.add(name=name, kind=kind, object=notes["objects"].get(object_), mandate=mandate,
                                        mandate_amount=kr(amount) if amount else None, cadence_months=cadence)
    it_side = people.by_title["IT-chef"] + staff.titled("IT-tekniker")[:3] + staff.titled("Systemutvecklare")[:2]
    for name, key in (("Digitaliseringsrådet", "KLF"), ("Styrgrupp social välfärd", "SOC"), ("Styrgrupp skola", "BUF"),
                      ("Styrgrupp IT-plattform", None), ("Arkitekturforum", None), ("Upphandlingsforum", "KLF")):
        business = staff.leaders(key)[:3] + staff.titled("Verksamhetsutvecklare", key)[:1] if key else []
        for number, person in enumerate(business):
            sample.member.add(forum=forums[name], person=person, side="business", chair=number == 0,
                              competence=stream.pick(["ekonomi", "verksamhet", "förändring", None]))
        for person in stream.some(it_side, 2 if key else 4):
            sample.member.add(forum=forums[name], person=person, side="it",
                              competence=stream.pick(["drift", "arkitektur", "säkerhet", None]))
    sample.member.add(forum=forums["Digitaliseringsrådet"], person=people.code["eva.lindqvist"], side="support",
                      competence="portfölj")
    sample.member.add(forum=forums["Styrgrupp social välfärd"], person=people.code["anna.berg"], side="support",
                      competence="systemförvaltning")


def add_activities(sample):
    stream, notes = Stream("activities"), sample.notes
    systems, people, staff = notes["systems"], notes["people"], notes["staff"]
    database = next(row["code"] for row in sample.component.rows
                    if row["system"] == systems["Utredning barn"] and row["product"] == "PostgreSQL")
    sample.activity.add(title="Uppgradera PostgreSQL 14", about=database, responsible=people.code["jonas.ekman"],
                        due=day("2027-02-26"), state="planned", rank=1, note="Provkörd i testmiljö i oktober.")
    for title, name, due, state in (
            ("Ta fram krav tillsammans med planerarna", "Hemtjänstplanering", "2027-01-29", "started"),
            ("Fråga leverantören om stöd för nyare databas", "Hemtjänstplanering", "2026-12-11", "waiting"),
            ("Prova export till efterträdare", "Utredning barn", "2027-03-31", "planned"),
            ("Byta kärnväxlar", "Nätverk och brandvägg", "2027-05-31", "planned"),
            ("Flytta brevlådor", "E-post och kalender", "2027-06-30", "started"),
            ("Utbilda tio superanvändare", "Ärendesystem", "2026-12-18", "started"),
            ("Rensa föräldralösa konton", "Katalogtjänst", "2026-11-13", "started"),
            ("Skriva exitplan", "Trygghetslarm", "2026-12-31", "planned"),
            ("Öva manuell drift av vattenverket", "Driftövervakning vatten", "2027-02-15", "planned"),
            ("Avsluta faxnummer hos operatören", "Faxserver", "2026-10-30", "waiting"),
            ("Gallra jourdokumentation", "Jourdokumentation", "2026-12-15", "planned"),
            ("Följa upp servicenivå", "Kontaktcenterplattform", "2026-10-15", "done"),
            ("Ny kravlista för tillgänglighet", "Extern webbplats", "2026-09-30", "done"),
            ("Samla skolornas önskemål", "Lärplattform", "2026-05-29", "done")):
        when = day(due)
        sample.activity.add(title=title, about=systems[name], due=when, state=state, rank=stream.between(1, 5),
                            responsible=notes["manager_of"].get(systems[name]) or staff.titled("IT-tekniker")[0],
                            done=when - days(3) if state == "done" else None)
    _answer_unknowns(sample, stream)


def _answer_unknowns(sample, stream):
    notes = sample.notes
    fields = {"third_country": "Fråga om uppgifter lämnas utanför EES",
              "data_owned": "Läs avtalet: vem äger uppgifterna",
              "open_api": "Fråga efter öppet gränssnitt", "continuity_plan": "Ta reda på om kontinuitetsplan finns",
              "data_export": "Fråga om export", "impact_assessment": "Avgör om konsekvensbedömning behövs"}
    for row in sample.system.rows:
        for field, title in fields.items():
            if row.get(field) == "unknown" and stream.chance(0.45):
                sample.activity.add(title=title, about=row["code"], field=field, state="planned",
                                    responsible=notes["manager_of"].get(row["code"]),
                                    due=stream.workday(day("2026-11-02"), day("2027-04-30")))


_EVENTS = (
    ("Budgetdialog", "budget", 3, 15, 10, "yearly"), ("Förvaltningsplaner beslutas", "budget", 10, 15, 20, "yearly"),
    ("Licensgenomgång", "licence_review", 9, 1, 30, "yearly"),
    ("Behörighetsgranskning höst", "permission_review", 10, 19, 43, "yearly"),
    ("Behörighetsgranskning vår", "permission_review", 4, 7, 38, "yearly"),
    ("Mätning av digital mognad", "maturity", 5, 5, 25, "yearly"),
    ("Ändringsstopp jul och bokslut", "freeze", 12, 18, 21, "yearly"),
    ("Ändringsstopp skolstart", "freeze", 8, 10, 14, "yearly"),
    ("Ändringsstopp lönekörning", "freeze", 1, 20, 5, "monthly"),
    ("Digitaliseringsrådet", "meeting", 1, 19, 1, "monthly"), ("Avtalsuppföljning", "meeting", 2, 10, 3, "quarterly"),
    ("Systemuppgifter bekräftas", "other", 4, 7, 38, "yearly"),
    ("Krisövning IT-bortfall", "other", 11, 11, 1, "yearly"),
    ("Allmänna val", "freeze", 9, 1, 20, "once"),
)


def add_events(sample):
    forum = sample.notes["forums"]["Digitaliseringsrådet"]
    leader = sample.notes["people"].by_title["IT-chef"][0]
    for title, kind, month, start, length, recurs in _EVENTS:
        sample.event.add(title=title, kind=kind, month=month, day=start, length_days=length, recurs=recurs,
                         year=2026 if recurs == "once" else None, forum=forum if title == "Digitaliseringsrådet"
                         else None,
                         responsible=leader, unit=sample.notes["units"]["Exempelkommun"])


def add_capacity(sample):
    stream, units = Stream("capacity"), sample.notes["units"]
    for name, side, hours in (("IT-avdelningen", "it", 2600), ("Systemutveckling", "it", 1500),
                              ("Digitaliseringsenheten", "business", 1400), ("Socialförvaltningen", "business", 700),
                              ("Vård- och omsorgsförvaltningen", "business", 620),
                              ("Barn- och utbildningsförvaltningen", "business", 800),
                              ("Samhällsbyggnadsförvaltningen", "business", 240)):
        for quarter in ("2026-Q3", "2026-Q4", "2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"):
            given = hours * (0.6 if quarter.endswith("Q3") else 1) * (0.9 + 0.2 * stream.fraction())
            sample.capacity.add(unit=units[name], side=side, quarter=quarter, hours=int(given / 10) * 10,
                                money=kr(given * 650, 10000))


_AREAS = ("Se möjligheter", "Gripa möjligheter", "Genomföra förändring", "Tekniskt arv", "Organisatoriskt arv")


def add_assessments(sample):
    stream, notes = Stream("assessments"), sample.notes
    for key in ("KLF", "SOC", "VOO", "BUF", "SBF", "KFF", "TEK"):
        level = stream.between(38, 58)
        for date in ("2024-05-28", "2026-05-26"):
            answers = stream.between(12, 90)
            for area in _AREAS:
                sample.assessment.add(unit=notes["units"][notes["department"][key]], date=day(date), area=area,
                                      level=min(95, level + stream.between(-12, 12)), target=70, source="survey",
                                      answers=answers)
            level += stream.between(2, 9)


_RISKS = (
    ("Hemtjänstplanering", "Databas utan säkerhetsrättningar med känsliga uppgifter", 3, 5,
     "Avskilt nät tills bytet är gjort"),
    ("Driftövervakning vatten", "Intrång i styrsystem", 2, 5, "Ingen fjärråtkomst, larm på inloggning"),
    ("Integrationsplattform", "En person kan överföringarna", 4, 4, "Parvis arbete, dokumentation"),
    ("Ekonomisystem", "Bokslut försenas vid driftstopp", 2, 4, "Reservrutin för utbetalning"),
    ("Lönesystem", "Fel lön vid byte av system", 3, 4, "Parallell körning två månader"),
    ("Samarbetsyta", "Uppgifter i tredje land", 3, 4, "Lokala regler för vilka uppgifter som får lagras"),
    ("Trygghetslarm", "Larm når inte fram", 2, 5, "Dubbla vägar och månadsprov"),
    ("E-tjänst försörjningsstöd", "Sökande kan inte logga in", 3, 3, "Pappersblankett finns"),
    ("Serverplattform", "Lagring full före byte", 3, 3, "Rensning, beställt utökning"),
    ("Elevregister", "Skyddade personuppgifter visas", 2, 5, "Kontroll före varje leverans"),
    ("Katalogtjänst", "För många administratörer", 4, 4, "Personliga administratörskonton"),
    ("Intranät", "Ingen rättning av säkerhetsbrister", 4, 3, "Stängd åtkomst utifrån"),
    ("Vårddokumentation", "Leverantörens fall", 1, 5, "Månadsvis export till eget lager"),
    ("Passersystem", "Dörrar öppnas inte vid strömavbrott", 2, 4, "Nycklar hos fastighetsjour"),
    ("Kontaktcenterplattform", "Samtal spelas in utan grund", 2, 3, "Inspelning avstängd"),
)


def add_risks(sample):
    stream, notes = Stream("risks"), sample.notes
    for name, title, probability, consequence, measure in _RISKS:
        code = notes["systems"][name]
        sample.risk.add(about=code, title=title, probability=probability, consequence=consequence, measure=measure,
                        owner=notes["owner_of"].get(code), next=stream.workday(day("2026-10-20"), day("2027-06-30")))
    for name, title in (("Stöd till barn och familj", "Utredningstider överskrids"), ("Hemtjänst", "Missade besök"),
                        ("Vatten och avlopp", "Leveransavbrott")):
        sample.risk.add(about=notes["services"][name], title=title, probability=2, consequence=5,
                        measure="Följs månadsvis", next=add_months(TODAY, 4))


def add_lessons(sample):
    systems = sample.notes["systems"]
    for about, title, happened, learned, tags, date in (
            (systems["Bemanningsplanering"], "Börja med scheman, inte med systemet",
             "Scheman lades om efter införandet och fick göras två gånger.", "Rita arbetssättet före kravlistan.",
             "behov;införande", "2021-06-10"),
            (systems["Gamla diariet"], "Arkivet först", "Uttaget fick göras om eftersom format inte var bestämt.",
             "Fråga arkivarien ett år före avvecklingen.", "avveckling;arkiv", "2024-08-22"),
            (systems["Mobil hemtjänst"], "Telefonerna räckte inte", "Täckning saknades i tre områden.",
             "Prova på plats före beställning.", "införande;teknik", "2020-02-14"),
            (systems["Lärplattform"], "Tre avtal, tre inloggningar", "Varje skolform köpte för sig.",
             "Titta efter system som redan gör samma sak.", "överlapp;upphandling", "2025-03-04"),
            (systems["E-tjänsteplattform"], "Uppsägningstiden passerade", "Avtalet förlängdes av sig självt ett år.",
             "Bevaka sista uppsägningsdag, inte sista avtalsdag.", "avtal", "2023-11-30"),
            ("OPP-0006", "Mät före start", "Nattbesöken hade inte räknats innan kameran kom.",
             "Ta nollmätningen innan något ändras.", "nytta", "2025-09-18"),
            (systems["Vikariebokning"], "Kostnaden levde kvar", "Licensen betalades fyra månader efter avveckling.",
             "Säg upp licens och drift samma dag som beslutet.", "avveckling;kostnad", "2022-08-16"),
            (systems["Ekonomisystem"], "Integrationerna kostade mest", "Nio överföringar fick byggas om vid bytet.",
             "Räkna med systemen runt om i kalkylen.", "kostnad;integration", "2022-10-05"),
            (systems["Digitala lås"], "Brukaren vill veta varför", "Flera tackade nej när frågan kom i brev.",
             "Låt hemtjänstens personal berätta.", "kommunikation", "2021-01-27"),
            (None, "Fråga dem som använder", "Kravlistan skrevs utan superanvändare.",
             "Två användare i varje kravarbete.",
             "behov", "2024-04-09")):
        sample.lesson.add(title=title, about=about, what_happened=happened, what_we_learned=learned,
                          tags=tags.split(";"), share=True, date=day(date))
