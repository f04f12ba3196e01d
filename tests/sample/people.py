"""The people: leaders, staff, elected, consultants, service accounts; some have left, some are away."""
from base import Stream, add_months, day, days, text_rows
from names import Names, login_of
from units import WORKPLACES


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
    "Registrator": ["reader"], "Controller": ["reader", "auditor"], "Upphandlare": ["reader", "steward"],
    "Supporttekniker": ["reader", "licence_manager", "permission_manager"],
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


class People:
    """Adds persons and finds them again by unit, department and title."""

    def __init__(self, sample, stream):
        self._sample, self._stream = sample, stream
        named = [row[1] for row in text_rows(_NAMED)]
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
    for name, parent, *_ in text_rows(WORKPLACES):
        departments[name] = departments.get(parent)
    for login, name, unit, title, access in text_rows(_NAMED):
        people.add(unit, title, departments.get(unit), name=name, login=login, access=["reader", access],
                   active_from=day("2016-03-01"))
    _add_leaders(sample, people, departments)
    for key, unit, title, count in text_rows(_STAFF):
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
    for number, (login, name) in enumerate(text_rows(_SERVICE_ACCOUNTS)):
        people.add("IT-drift", "Tjänstekonto", None, name=name, login=login, kind="service_account", access=None,
                   owner=None if number in (6, 8) else technicians[number % 5])


def _set_nearest_managers(sample):
    """Only where the nearest manager is not the unit's: those who report straight to the department's head."""
    for row in sample.person.rows:
        if row["title"] in ("Avdelningschef", "IT-chef", "Enhetschef", "Rektor"):
            above = sample.unit.row(row["unit"]).get("parent")
            row["manager"] = sample.unit.row(above).get("manager")


def _let_some_leave(sample, stream):
    employees = [row for row in sample.person.rows if row["kind"] == "employee" and row["code"] > "PRS-0004"]
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
