"""Who answers for what."""
from base import Stream, day
from systems import ANNA


_NO_OWNER = ("Feriejobb", "Adressregister", "Kursportal")
_NO_MANAGER = ("Klimatuppföljning", "Röstmottagarregister", "Fordonsbokning", "Meröppet")
_OWNER_LEFT = ("Lokalbokning", "Hjälpmedelsregister")
_NO_DEPUTY = ("Familjehemsregister",)
_LEADERS = ("Avdelningschef", "Enhetschef", "Förvaltningschef", "IT-chef", "Rektor", "Verkställande direktör")


class _Staff:
    """People by department and title, those who have left apart."""

    def __init__(self, sample):
        self._people = sample.notes["people"]
        self.gone = set(sample.notes["gone"])
        self._title = {row["code"]: row["title"] for row in sample.person.rows}

    def titled(self, title, department=None):
        found = [code for code in self._people.by_title[title] if code not in self.gone]
        near = [code for code in found if code in self._people.by_department.get(department, ())]
        return near or found

    def leaders(self, department):
        return [code for code in self._people.by_department[department] if self._title[code] in _LEADERS]

    def department(self, department):
        return [code for code in self._people.by_department.get(department, ()) if code not in self.gone]

    def unit(self, unit):
        return [code for code in self._people.by_unit.get(unit, ()) if code not in self.gone]


def add_assignments(sample):
    stream, staff = Stream("assignments"), _Staff(sample)
    sample.notes["staff"] = staff
    sample.notes["manager_of"], sample.notes["owner_of"] = {}, {}
    for code, row in sample.notes["row_of"].items():
        phase = sample.system.row(code)["phase"]
        if phase != "retired":
            _assign_system(sample, stream, staff, code, row)
        if phase not in ("idea", "procurement", "retired"):
            _assign_specialists(sample, stream, staff, code, row)
    _assign_services(sample, stream, staff)
    _assign_objects(sample, stream, staff)
    _assign_units(sample, staff)
    _assign_contracts(sample, stream, staff)


def _since(stream, sample, person):
    start = sample.person.row(person).get("active_from", day("2015-01-01"))
    return max(start, stream.date(day("2019-01-01"), day("2026-06-30")))


def _assign(sample, stream, person, role, **about):
    sample.assignment.add(person=person, role=role, **{"from": _since(stream, sample, person)}, **about)


def _assign_system(sample, stream, staff, code, row):
    notes, name = sample.notes, row["name"]
    leaders = staff.leaders(row["department"])
    head = sample.unit.row(notes["units"][row["unit"]]).get("manager")
    owner = head if head in leaders else stream.pick(leaders)
    if name in _OWNER_LEFT:
        owner = sorted(staff.gone)[_OWNER_LEFT.index(name)]
    if name not in _NO_OWNER:
        others = [person for person in leaders if person != owner]
        without = name in _NO_DEPUTY or (stream.chance(0.22) and name not in ANNA)
        _assign(sample, stream, owner, "system_owner", system=code,
                deputy=None if without or not others else stream.pick(others))
        notes["owner_of"][code] = owner
    if name in _NO_MANAGER:
        return
    manager = notes["people"].code["anna.berg"] if name in ANNA else _manager(sample, stream, staff, row)
    others = [person for person in staff.titled("Systemförvaltare", row["department"]) if person != manager]
    _assign(sample, stream, manager, "system_manager", system=code,
            deputy=stream.pick(others) if others and stream.chance(0.6) else None)
    notes["manager_of"][code] = manager


def _manager(sample, stream, staff, row):
    if row["unit"].startswith("IT-") or row["unit"] == "Systemutveckling":
        return staff.titled("IT-tekniker")[1] if row["criticality"] == 4 else \
            stream.pick(staff.titled("IT-tekniker")[2:6])
    if row["department"] == "BUF":
        return staff.titled("Systemförvaltare", "BUF")[0] if stream.chance(0.8) else \
            staff.titled("Systemförvaltare", "BUF")[-1]
    found = [code for code in staff.titled("Systemförvaltare", row["department"])
             if code != sample.notes["people"].code["anna.berg"]]
    return stream.pick(found)


def _assign_specialists(sample, stream, staff, code, row):
    department = row["department"]
    if stream.chance(0.75):
        _assign(sample, stream, stream.pick(staff.leaders(department)), "information_owner", system=code)
    technician = sample.notes["people"].code["jonas.ekman"] if row["name"] in ("Utredning barn", "Hemtjänstplanering") \
        else stream.pick(staff.titled("IT-tekniker"))
    if row["hosting"] != "saas" or stream.chance(0.35):
        _assign(sample, stream, technician, "technical_manager", system=code)
        sample.notes.setdefault("technician_of", {})[code] = technician
    if row["origin"] in ("own", "bespoke") or row["stack"] == "mq":
        _assign(sample, stream, stream.pick(staff.titled("Systemutvecklare")), "it_developer", system=code)
    for person in stream.some(staff.department(department), stream.between(1, 3) if row["users"] > 40 else 1):
        _assign(sample, stream, person, "super_user", system=code)
    if stream.chance(0.42):
        _assign(sample, stream, stream.pick(staff.titled("Verksamhetsutvecklare", department)), "business_developer",
                system=code)


def _assign_services(sample, stream, staff):
    notes = sample.notes
    for row in sample.service.rows:
        key = next(k for k, name in notes["department"].items() if notes["units"][name] == row["unit"])
        if row["name"] in ("Klimatarbete", "Val och folkomröstning", "Serveringstillstånd"):
            continue
        leaders = staff.leaders(key)
        owner = stream.pick(leaders)
        others = [person for person in leaders if person != owner]
        _assign(sample, stream, owner, "system_owner", service=row["code"],
                deputy=stream.pick(others) if others and stream.chance(0.7) else None)
        if stream.chance(0.5):
            _assign(sample, stream, stream.pick(staff.titled("Verksamhetsutvecklare", key)), "business_developer",
                    service=row["code"])


def _assign_objects(sample, stream, staff):
    notes = sample.notes
    key_of = {notes["units"][name]: key for key, name in notes["department"].items()}
    for row in sample.object.rows:
        key = key_of.get(row["unit"], "KLF")
        if row["name"] != "Miljö och hälsa":
            leaders = staff.leaders(key)
            _assign(sample, stream, leaders[0], "system_owner", object=row["code"],
                    deputy=leaders[-1] if len(leaders) > 1 else None)
        if row["name"] != "Kultur och fritid":
            _assign(sample, stream, stream.pick(staff.titled("Systemförvaltare", key)), "system_manager",
                    object=row["code"])
    anna = notes["people"].code["anna.berg"]
    sample.assignment.add(person=anna, role="system_manager", object=notes["objects"]["Individ och familj"],
                          **{"from": day("2021-01-01")})


def _assign_units(sample, staff):
    units = sample.notes["units"]
    for unit, title, role in (("Exempelkommun", "Informationssäkerhetssamordnare", "security_officer"),
                              ("Exempelkommun", "Dataskyddsombud", "data_protection"),
                              ("Exempelkommun", "Arkivarie", "archivist")):
        people = staff.titled(title)
        sample.assignment.add(person=people[0], role=role, unit=units[unit], **{"from": day("2022-01-01")},
                              deputy=people[1] if len(people) > 1 else None)
    for key, department in sample.notes["department"].items():
        leaders = staff.leaders(key)
        sample.assignment.add(person=leaders[0], role="budget_holder", unit=units[department],
                              **{"from": day("2023-01-01")}, deputy=leaders[-1] if len(leaders) > 1 else None)
    sample.assignment.add(person=staff.titled("Systemförvaltare", "KLF")[0], role="licence_manager",
                          unit=units["IT-avdelningen"], **{"from": day("2023-09-01")})


def _assign_contracts(sample, stream, staff):
    notes = sample.notes
    buyers = staff.titled("Upphandlare")
    key_of = {notes["units"][name]: key for key, name in notes["department"].items()}
    for row in sample.contract.rows:
        if row["kind"] not in ("agreement", "framework") or row["name"].endswith("tidigare avtal"):
            continue
        if stream.chance(0.88):
            _assign(sample, stream, stream.pick(staff.leaders(key_of.get(row.get("unit"), "KLF"))), "contract_owner",
                    contract=row["code"])
        if stream.chance(0.7):
            _assign(sample, stream, stream.pick(buyers), "contract_manager", contract=row["code"])
