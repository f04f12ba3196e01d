"""The municipality itself: committees and their departments, companies, workplaces, people, suppliers."""
from base import Stream, add_months, day, days, kr
from names import Names, login_of

# key | committee | department | employees | budget Mkr | divisions
_DEPARTMENTS = """
KLF|Kommunstyrelsen|Kommunledningsförvaltningen|186|214|Ekonomiavdelningen;HR-avdelningen;IT-avdelningen;Kansliavdelningen;Kommunikationsavdelningen;Digitaliseringsenheten;Upphandlingsenheten;Säkerhetsenheten
SOC|Socialnämnden|Socialförvaltningen|312|418|Barn och familj;Ekonomiskt bistånd;Vuxenenheten;Verksamhetssystem social välfärd
VOO|Vård- och omsorgsnämnden|Vård- och omsorgsförvaltningen|1148|912|Hemtjänsten;Särskilda boenden;LSS-verksamheten;Hälso- och sjukvårdsenheten;Avgiftsenheten
BUF|Barn- och utbildningsnämnden|Barn- och utbildningsförvaltningen|1324|1126|Förskoleavdelningen;Grundskoleavdelningen;Gymnasieavdelningen;Elevhälsan;Skolskjuts och administration
SBF|Samhällsbyggnadsnämnden|Samhällsbyggnadsförvaltningen|74|68|Bygglovsenheten;Kart- och mätenheten;Planenheten
MIL|Miljö- och hälsoskyddsnämnden|Miljöförvaltningen|31|27|Livsmedel och hälsoskydd;Miljöskydd
KFF|Kultur- och fritidsnämnden|Kultur- och fritidsförvaltningen|118|132|Biblioteken;Fritid och föreningsliv;Kulturskolan
TEK|Tekniska nämnden|Tekniska förvaltningen|246|287|Gata och park;Fastighetsavdelningen;Måltidsservice;Fordon och transporter
AMV|Arbetsmarknads- och vuxenutbildningsnämnden|Arbetsmarknadsförvaltningen|96|104|Vuxenutbildningen;Arbetsmarknadsenheten;Budget- och skuldrådgivningen
"""
_COMPANIES = """
BOS|Exempelbostäder AB|38|146|Uthyrning och kundservice;Förvaltning och underhåll
ENE|Exempel Energi och Vatten AB|64|238|Vatten och avlopp;Elnät och energi;Avfall och återvinning
"""
# workplace | parent | employees | pupils
_WORKPLACES = """
IT-drift|IT-avdelningen|14|
IT-support|IT-avdelningen|12|
Systemutveckling|IT-avdelningen|6|
Kontaktcenter|Kommunikationsavdelningen|11|
Hemtjänst Norr|Hemtjänsten|86|
Hemtjänst Söder|Hemtjänsten|94|
Äldreboendet Solgläntan|Särskilda boenden|72|
Äldreboendet Åbacken|Särskilda boenden|64|
Gruppbostäder Centrum|LSS-verksamheten|58|
Förskolan Blåklockan|Förskoleavdelningen|24|96
Förskolan Kotten|Förskoleavdelningen|19|74
Förskolan Ekorren|Förskoleavdelningen|21|82
Björkskolan|Grundskoleavdelningen|62|488
Ekbackeskolan|Grundskoleavdelningen|54|412
Sjöängsskolan|Grundskoleavdelningen|71|566
Tallbackens skola|Grundskoleavdelningen|38|271
Västra skolan|Grundskoleavdelningen|49|364
Exempelgymnasiet|Gymnasieavdelningen|112|1024
Stadsbiblioteket|Biblioteken|18|
Simhallen|Fritid och föreningsliv|16|
Vattenverket Källan|Vatten och avlopp|9|
"""
# department | unit | title | how many
_STAFF = """
KLF|IT-drift|IT-tekniker|7
KLF|IT-support|Supporttekniker|5
KLF|Systemutveckling|Systemutvecklare|3
KLF|Digitaliseringsenheten|Verksamhetsutvecklare|3
KLF|Digitaliseringsenheten|Systemförvaltare|3
KLF|Säkerhetsenheten|Informationssäkerhetssamordnare|2
KLF|Kansliavdelningen|Dataskyddsombud|1
KLF|Kansliavdelningen|Arkivarie|2
KLF|Kansliavdelningen|Registrator|3
KLF|Kansliavdelningen|Nämndsekreterare|2
KLF|Ekonomiavdelningen|Controller|3
KLF|Ekonomiavdelningen|Ekonom|4
KLF|Ekonomiavdelningen|Systemförvaltare|2
KLF|HR-avdelningen|HR-specialist|3
KLF|HR-avdelningen|Löneadministratör|3
KLF|HR-avdelningen|Systemförvaltare|2
KLF|Upphandlingsenheten|Upphandlare|3
KLF|Kommunikationsavdelningen|Kommunikatör|3
KLF|Kommunikationsavdelningen|Systemförvaltare|1
KLF|Kontaktcenter|Kommunvägledare|4
SOC|Verksamhetssystem social välfärd|Systemförvaltare|3
SOC|Verksamhetssystem social välfärd|Verksamhetsutvecklare|2
SOC|Barn och familj|Socialsekreterare|5
SOC|Ekonomiskt bistånd|Socialsekreterare|5
SOC|Vuxenenheten|Socialsekreterare|4
VOO|Hemtjänsten|Systemförvaltare|2
VOO|Hemtjänst Norr|Undersköterska|4
VOO|Hemtjänst Söder|Undersköterska|4
VOO|Hemtjänsten|Planerare|3
VOO|Hälso- och sjukvårdsenheten|Sjuksköterska|5
VOO|Hälso- och sjukvårdsenheten|Arbetsterapeut|2
VOO|LSS-verksamheten|LSS-handläggare|3
VOO|Avgiftsenheten|Avgiftshandläggare|2
VOO|Äldreboendet Solgläntan|Undersköterska|3
VOO|Äldreboendet Åbacken|Undersköterska|2
BUF|Skolskjuts och administration|Systemförvaltare|2
BUF|Skolskjuts och administration|Skoladministratör|4
BUF|Grundskoleavdelningen|Verksamhetsutvecklare|2
BUF|Björkskolan|Lärare|3
BUF|Ekbackeskolan|Lärare|2
BUF|Sjöängsskolan|Lärare|3
BUF|Exempelgymnasiet|Lärare|3
BUF|Elevhälsan|Skolsköterska|3
BUF|Elevhälsan|Skolkurator|2
BUF|Förskoleavdelningen|Förskollärare|3
SBF|Bygglovsenheten|Bygglovshandläggare|3
SBF|Kart- och mätenheten|GIS-ingenjör|3
SBF|Kart- och mätenheten|Systemförvaltare|1
SBF|Planenheten|Planarkitekt|2
MIL|Livsmedel och hälsoskydd|Miljöinspektör|3
MIL|Miljöskydd|Miljöinspektör|2
MIL|Miljöskydd|Systemförvaltare|1
KFF|Stadsbiblioteket|Bibliotekarie|3
KFF|Fritid och föreningsliv|Fritidskonsulent|2
KFF|Fritid och föreningsliv|Systemförvaltare|1
KFF|Kulturskolan|Kulturskollärare|2
KFF|Simhallen|Badvärd|2
TEK|Gata och park|Trafikingenjör|3
TEK|Fastighetsavdelningen|Fastighetsingenjör|3
TEK|Fastighetsavdelningen|Systemförvaltare|2
TEK|Måltidsservice|Kostekonom|2
TEK|Fordon och transporter|Fordonssamordnare|2
AMV|Vuxenutbildningen|Studievägledare|2
AMV|Vuxenutbildningen|Systemförvaltare|1
AMV|Arbetsmarknadsenheten|Arbetsmarknadskonsulent|3
AMV|Budget- och skuldrådgivningen|Budgetrådgivare|2
BOS|Uthyrning och kundservice|Uthyrare|3
BOS|Förvaltning och underhåll|Systemförvaltare|1
BOS|Förvaltning och underhåll|Förvaltare|2
ENE|Vatten och avlopp|Drifttekniker|3
ENE|Elnät och energi|Elnätsingenjör|2
ENE|Elnät och energi|Systemförvaltare|1
ENE|Avfall och återvinning|Kundhandläggare|2
"""
# the people the desk is drawn with: login | name | unit | title | access
_NAMED = """
anna.berg|Anna Berg|Verksamhetssystem social välfärd|Systemförvaltare|steward
jonas.ekman|Jonas Ekman|IT-drift|IT-tekniker|steward
eva.lindqvist|Eva Lindqvist|Digitaliseringsenheten|Digitaliseringsstrateg|portfolio_manager
"""
_ACCESS_BY_TITLE = {
    "Systemförvaltare": ["reader", "steward"], "Verksamhetsutvecklare": ["reader", "portfolio_manager"],
    "IT-tekniker": ["reader", "steward"], "Informationssäkerhetssamordnare": ["reader", "security"],
    "Dataskyddsombud": ["reader", "security"], "IT-chef": ["reader", "administrator"],
    "Registrator": ["reader"], "Controller": ["reader"], "Upphandlare": ["reader", "steward"],
}
_SERVICE_ACCOUNTS = """
svc-integration|Tjänstekonto integrationsplattform
svc-backup|Tjänstekonto säkerhetskopiering
svc-robot-fs|Tjänstekonto robot försörjningsstöd
svc-katalogsynk|Tjänstekonto katalogsynkronisering
svc-overvakning|Tjänstekonto övervakning
svc-lonefil|Tjänstekonto lönefil
svc-fakturaskanning|Tjänstekonto fakturaskanning
svc-elevsynk|Tjänstekonto elevsynkronisering
svc-epost-relay|Tjänstekonto e-postrelä
svc-geodata|Tjänstekonto geodataladdning
"""


def _rows(text):
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().split("\n")]


def add_units(sample):
    stream, units = Stream("units"), sample.notes.setdefault("units", {})

    def add(name, **values):
        units[name] = sample.unit.add(name=name, **values)

    add("Exempelkommun", kind="organisation", employees=3535, inhabitants_served=42300, budget=kr(3288e6),
        it_budget=kr(96e6), cost_centre="1000", **{"from": day("1971-01-01")})
    for number, (key, committee, department, employees, budget, _) in enumerate(_rows(_DEPARTMENTS), 1):
        add(committee, kind="committee", parent=units["Exempelkommun"], controller=True, cost_centre=f"{number}000")
        add(department, kind="department", parent=units[committee], employees=int(employees),
            budget=kr(int(budget) * 1e6), it_budget=kr(int(budget) * 1e6 * (0.02 + 0.01 * stream.fraction()), 10000),
            cost_centre=f"{number}100")
        sample.notes.setdefault("department", {})[key] = department
        sample.notes.setdefault("committee", {})[key] = committee
    for key, company, employees, budget, _ in _rows(_COMPANIES):
        add(company, kind="company", parent=units["Exempelkommun"], controller=True, employees=int(employees),
            budget=kr(int(budget) * 1e6), it_budget=kr(int(budget) * 28e3, 10000))
        sample.notes["department"][key] = sample.notes["committee"][key] = company
    add("Överförmyndarnämnden i Exempelbygden", kind="joint_committee", parent=units["Exempelkommun"], controller=True,
        employees=6, budget=kr(8.4e6))
    _add_divisions(sample, add, stream)


def _add_divisions(sample, add, stream):
    units, divisions = sample.notes["units"], sample.notes.setdefault("divisions", {})
    for cells in _rows(_DEPARTMENTS) + _rows(_COMPANIES):
        above = sample.notes["department"][cells[0]]
        centre = 0
        for division in cells[-1].split(";"):
            centre += 10
            add(division, kind="division", parent=units[above], employees=stream.between(8, 60),
                cost_centre=f"{sum(map(ord, cells[0])) % 9 + 1}2{centre:02d}")
            divisions.setdefault(cells[0], []).append(division)
    for name, parent, employees, pupils in _rows(_WORKPLACES):
        add(name, kind="workplace", parent=units[parent], employees=int(employees),
            pupils=int(pupils) if pupils else None)
    add("Exempelbygdens musiksällskap", kind="association")
    merged = "Fritid och föreningsliv"
    add("Föreningsbyrån", kind="division", parent=units["Kultur- och fritidsförvaltningen"], to=day("2024-12-31"),
        succeeded_by=units[merged], **{"from": day("2012-01-01")})


class People:
    """Adds persons and finds them again by unit, department and title."""

    def __init__(self, sample, stream):
        self._sample, self._stream = sample, stream
        named = [row[1] for row in _rows(_NAMED)]
        self._names, self._logins = Names(stream, named), set()
        self.by_title, self.by_unit, self.by_department, self.code = {}, {}, {}, {}

    def add(self, unit, title, department=None, name=None, login=None, **values):
        name = name or self._names.new()
        login = login or login_of(name)
        while login in self._logins:
            login += "2"
        self._logins.add(login)
        values.setdefault("kind", "employee")
        if values["kind"] != "service_account":
            values.setdefault("email", f"{login}@exempelkommun.example")
            values.setdefault("language", "sv")
        values.setdefault("active_from", self._stream.date(day("2004-01-10"), day("2026-08-15")))
        values.setdefault("access", _ACCESS_BY_TITLE.get(title, ["reader"] if self._stream.chance(0.2) else None))
        code = self._sample.person.add(name=name, login=login, title=title, unit=self._sample.notes["units"].get(unit),
                                       **values)
        for index, key in ((self.by_title, title), (self.by_unit, unit), (self.by_department, department)):
            index.setdefault(key, []).append(code)
        self.code[login] = code
        return code


def add_people(sample):
    stream = Stream("people")
    people = sample.notes["people"] = People(sample, stream)
    departments = {division: key for key, all_ in sample.notes["divisions"].items() for division in all_}
    for name, parent, *_ in _rows(_WORKPLACES):
        departments[name] = departments.get(parent)
    for login, name, unit, title, access in _rows(_NAMED):
        people.add(unit, title, departments.get(unit), name=name, login=login, access=["reader", access],
                   active_from=day("2016-03-01"))
    _add_leaders(sample, people, departments)
    for key, unit, title, count in _rows(_STAFF):
        for _ in range(int(count)):
            people.add(unit, title, key)
    _add_others(sample, people, stream)
    _set_nearest_managers(sample)
    _let_some_leave(sample, stream)


def _add_leaders(sample, people, departments):
    units = sample.notes["units"]

    def lead(unit, title, key, **values):
        code = people.add(unit, title, key, **values)
        sample.unit.row(units[unit])["manager"] = code

    lead("Exempelkommun", "Kommundirektör", "KLF", access=["reader", "portfolio_manager"])
    for key, committee in sample.notes["committee"].items():
        if committee != sample.notes["department"][key]:
            people.add(committee, "Nämndordförande", key, kind="elected", active_from=day("2022-12-01"))
            lead(sample.notes["department"][key], "Förvaltningschef", key)
        else:
            people.add(committee, "Styrelseordförande", key, kind="elected", active_from=day("2023-04-01"))
            lead(committee, "Verkställande direktör", key)
    for unit, key in departments.items():
        title = "IT-chef" if unit == "IT-avdelningen" else "Rektor" if "skola" in unit.lower() or "gymn" in unit else \
            "Avdelningschef" if unit in sample.notes["divisions"][key] else "Enhetschef"
        lead(unit, title, key)


def _add_others(sample, people, stream):
    suppliers = sample.notes["suppliers"]
    for number in range(6):
        people.add("IT-avdelningen", "Konsult", "KLF", kind="consultant", supplier=suppliers[number % 4],
                   active_from=stream.date(day("2025-02-01"), day("2026-09-01")),
                   active_to=stream.pick([day("2027-03-31"), day("2027-06-30"), None]))
    for number in range(8):
        people.add(None, "Supporttekniker hos leverantör", None, kind="supplier", supplier=suppliers[number + 2],
                   email=None, access=None)
    for unit, title in (("Kontaktcenter", "Kommunvägledare"), ("Björkskolan", "Lärarvikarie"),
                        ("Hemtjänst Söder", "Vikarie"), ("Simhallen", "Badvärd")):
        people.add(unit, title, None, kind="temporary", active_from=day("2026-06-08"), active_to=day("2027-01-31"))
    for unit in ("Barn och familj", "Hälso- och sjukvårdsenheten", "Exempelgymnasiet"):
        people.add(unit, "Praktikant", None, kind="student_placement", active_from=day("2026-09-01"),
                   active_to=day("2027-01-15"))
    technicians = people.by_title["IT-tekniker"]
    for number, (login, name) in enumerate(_rows(_SERVICE_ACCOUNTS)):
        people.add("IT-drift", "Tjänstekonto", None, name=name, login=login, kind="service_account", access=None,
                   owner=None if number in (6, 8) else technicians[number % 5])


def _set_nearest_managers(sample):
    """Only where the nearest manager is not the unit's: those who report straight to the department's head."""
    for row in sample.person.rows:
        if row["title"] in ("Avdelningschef", "IT-chef", "Enhetschef", "Rektor"):
            above = sample.unit.row(row["unit"]).get("parent")
            row["manager"] = sample.unit.row(above).get("manager")


def _let_some_leave(sample, stream):
    employees = [row for row in sample.person.rows if row["kind"] == "employee" and row["code"] > "PRS-0003"]
    titles = [row["title"] for row in employees]
    staff = [row for row in employees if titles.count(row["title"]) >= 4 and "chef" not in row["title"].lower()
             and row["title"] != "Rektor"]
    gone = sample.notes["gone"] = []
    for row in stream.some(staff, 14):
        row["active_to"] = stream.workday(day("2025-05-01"), day("2026-10-31"))
        gone.append(row["code"])
    leaving = sample.notes["leaving"] = []
    for row in stream.some([row for row in staff if "active_to" not in row], 4):
        row["active_to"] = stream.workday(day("2026-12-15"), day("2027-03-31"))
        leaving.append(row["code"])
    for row in stream.some([row for row in staff if "active_to" not in row], 7):
        row["absence"] = stream.pick(["parental", "parental", "sick", "leave"])
        row["absent_from"] = stream.date(day("2026-04-01"), day("2026-10-15"))
        row["absent_to"] = add_months(row["absent_from"], stream.between(7, 14))
    for row in sample.person.rows:
        if row.get("active_to") and row["active_from"] > row["active_to"]:
            row["active_from"] = row["active_to"] - days(700)


_SUPPLIERS = """
Nordvik Data AB;Granåsen System AB;Tallmon Konsult AB;Bäckdal Programvara AB;Välfärdskod i Norr AB;Omsorgslogik AB
Lärstigen Utbildningssystem AB;Kartvinden Geoinformation AB;Ekporten Ekonomistöd AB;Lönekammaren AB;Arkivbron AB
Ärendeljus AB;Fastighetslod AB;Byggtavlan AB;Biblioteksro AB;Bokalokalen AB;Miljöpejl AB;Matsedeln Data AB
Vattenspegeln Automation AB;Elvinden Mätteknik AB;Molnåsen Drift AB;Skogstele Kommunikation AB;Nätfyren Säkerhet AB
Licensgården AB;Skrivstugan Utskrift AB;Trygghetslyktan AB;Signerat i Svealand AB;Formulärverket AB;Webbkvarnen AB
Rekryteringsloftet AB;Fordonskajen AB;Parkeringslyftan AB;Larmsmeden AB;Ruttsnickaren AB;Medicinlisten AB
Valvakten Data AB;Kundrösten AB;Intervallen Bemanning AB;Passagen Säkerhetssystem AB;Inköpsgläntan AB
Kulturkistan Data AB;Hyresrummet Data AB;Avfallsrutten AB;Språngbrädan Programvara AB;Testgläntan AB
"""


def luhn_digit(nine):
    """The check digit of a Swedish organisation number's first nine digits."""
    total = 0
    for place, figure in enumerate(nine):
        product = int(figure) * (2 if place % 2 == 0 else 1)
        total += product - 9 if product > 9 else product
    return (10 - total % 10) % 10


def add_suppliers(sample):
    """Organisation numbers lie in a part of the series that is not handed out (5599…)."""
    stream = Stream("suppliers")
    names = [name for line in _SUPPLIERS.strip().split("\n") for name in line.split(";")]
    codes = sample.notes["suppliers"] = []
    for name in names:
        nine = f"5599{stream.between(10000, 99999)}"
        word = login_of(name.split(" ")[0])
        codes.append(sample.supplier.add(
            name=name, organisation_number=f"{nine[:6]}-{nine[6:]}{luhn_digit(nine)}", country="SE",
            contact=f"kundtjanst@{word}.example"))
    group = sample.supplier.add(name="Hedenvind Koncern AB", country="SE", organisation_number="559900-0006")
    for number in (1, 4, 5):
        sample.supplier.row(codes[number])["part_of"] = group
    codes.append(sample.supplier.add(
        name="Fjordlys Software AS", country="NO", contact="support@fjordlys.example",
        notes="Norskt bolag; avtal på svenska, tvist vid svensk domstol."))
    sample.notes["supplier"] = {row["name"]: row["code"] for row in sample.supplier.rows}
