"""Who answers for what and who may do what: assignments, seats, permissions, conflicts of duties, a review under way."""
from base import TODAY, Stream, add_months, day, days
from managed import ANNA

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
        if row["name"] != "Klimat och energi":
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


def add_seats(sample):
    """Who holds which seat of the licences counted by named user."""
    stream, staff = Stream("seats"), sample.notes["staff"]
    for licence, row in sample.notes["seats"]:
        quantity = sample.licence.row(licence).get("quantity")
        if not quantity or quantity > 80:
            continue
        people = staff.department(row["department"])
        holders = stream.some(people, min(len(people), max(2, int(quantity * (0.55 + 0.5 * stream.fraction())))))
        for person in holders + stream.some(sorted(staff.gone), 1 if stream.chance(0.3) else 0):
            _add_seat(sample, stream, licence, person)
    for licence, device in ((row["code"], number) for row in sample.licence.rows if row["metric"] == "device"
                            for number in range(6)):
        sample.licence_use.add(licence=licence, device=f"PC-{licence[-2:]}{device + 101}",
                               last_used=stream.date(day("2026-07-01"), day("2026-11-20")),
                               **{"from": stream.date(day("2022-01-01"), day("2025-12-01"))})


def _add_seat(sample, stream, licence, person):
    holder = sample.person.row(person)
    since = max(holder["active_from"], stream.date(day("2021-01-01"), day("2026-06-30")))
    since = min(since, holder.get("active_to", since))
    last = holder.get("active_to") if holder.get("active_to", TODAY) < TODAY else stream.weighted(
        [(TODAY - days(stream.between(1, 40)), 8), (TODAY - days(stream.between(91, 400)), 2), (None, 1)])
    sample.licence_use.add(licence=licence, person=person, last_used=max(last, since) if last else None,
                           **{"from": since})


_ROLES = {"read": "Läsare", "write": "Handläggare", "administer": "Administratör", "emergency": "Nödbehörighet"}
_REASONS = ("Handlägger ärenden", "Nyanställd", "Byte av tjänst", "Vikariat", "Uppföljning", "Superanvändare",
            "Ersätter kollega")


def add_permissions(sample):
    stream, staff = Stream("permissions"), sample.notes["staff"]
    sample.notes["desk_permissions"] = []
    for code, row in sample.notes["row_of"].items():
        since = sample.system.row(code).get("in_use_from")
        if not since or sample.system.row(code)["phase"] == "retired":
            continue
        for person in _holders(sample, stream, staff, row):
            _add_permission(sample, stream, code, row, person, since)
        _add_administrators(sample, stream, staff, code, row, since)
    _add_accounts(sample, stream)
    _add_particular(sample, staff)


def _holders(sample, stream, staff, row):
    people = staff.department(row["department"])
    near = [person for person in staff.unit(row["unit"]) if person in people]
    count = {4: 21, 3: 16, 2: 11, 1: 7}[row["criticality"]]
    if row["name"] in ANNA:
        people, count = people + staff.department("VOO" if row["department"] == "SOC" else "SOC"), 30
    chosen = list(dict.fromkeys(near + stream.some(people, count)))[:count]
    if row["criticality"] >= 3 and stream.chance(0.3):
        chosen += stream.some(sorted(staff.gone), 1)
    if stream.chance(0.12):
        chosen += stream.some(sample.notes["people"].by_title["Supporttekniker hos leverantör"], 1)
    return chosen


def _interval(sample, code):
    row = sample.system.row(code)
    return {3: 6, 4: 3}.get(row.get("confidentiality"), 12)


def _add_permission(sample, stream, code, row, person, since, level=None, **more):
    staff, notes = sample.notes["staff"], sample.notes
    holder = sample.person.row(person)
    level = level or stream.weighted([("read", 5), ("write", 9)])
    start = max(holder["active_from"], since, stream.date(day("2018-01-01"), day("2026-08-31")))
    if holder.get("active_to"):
        start = min(start, holder["active_to"])
    approver = notes["owner_of"].get(code) or stream.pick(staff.leaders(row["department"]))
    manager = notes["manager_of"].get(code)
    gone = holder.get("active_to", TODAY) < TODAY
    values = dict(
        system=code, person=person, level=level, role=_ROLES[level], requested_by=holder.get("manager") or manager,
        approved_by=approver, implemented_by=manager or stream.pick(staff.titled("IT-tekniker")),
        reason=stream.pick(_REASONS) if stream.chance(0.9) else None, source="behörighetslista",
        last_used=_last_used(stream, holder, start, gone), reviewed=_reviewed(stream, start, _interval(sample, code)))
    values["from"] = start
    if holder.get("unit") and stream.chance(0.3):
        values["reach"] = holder["unit"]
    if holder["kind"] in ("temporary", "consultant") or stream.chance(0.05):
        values["to"] = stream.date(day("2026-09-01"), day("2027-09-30"))
    if gone and stream.chance(0.35):
        values["removed"] = min(TODAY, holder["active_to"] + days(stream.between(1, 40)))
    values.update(more)
    added = sample.permission.add(**values)
    if row["name"] in ANNA and not values.get("removed"):
        notes["desk_permissions"].append(added)
    return added


def _last_used(stream, holder, start, gone):
    if gone:
        return max(start, holder["active_to"] - days(stream.between(0, 20)))
    last = stream.weighted([(TODAY - days(stream.between(0, 45)), 14), (TODAY - days(stream.between(95, 500)), 2),
                            (None, 2)])
    return max(start, last) if last else None


def _reviewed(stream, start, interval):
    late = stream.chance(0.12)
    last = add_months(TODAY, -(interval + stream.between(1, 8)) if late else -stream.between(0, interval - 1))
    last -= days(stream.between(0, 9)) * late
    return last if last > start else None


def _add_administrators(sample, stream, staff, code, row, since):
    count = 8 if row["name"] in ("Katalogtjänst", "Samarbetsyta") else 2 if row["hosting"] == "own" else 1
    for person in stream.some(staff.titled("IT-tekniker"), count):
        _add_permission(sample, stream, code, row, person, since, level="administer", reason="Drift")
    if row["criticality"] == 4:
        _add_permission(sample, stream, code, row, stream.pick(staff.titled("IT-tekniker")), since, level="emergency",
                        reason="Beredskap")


def _add_accounts(sample, stream):
    """Service accounts that have an owner, and accounts that nobody owns."""
    notes = sample.notes
    accounts = [row for row in sample.person.rows if row["kind"] == "service_account"]
    targets = ("Integrationsplattform", "Säkerhetskopiering", "Handläggning försörjningsstöd", "Katalogtjänst",
               "Driftövervakning", "Lönesystem", "Fakturahantering", "Elevregister", "E-post och kalender",
               "Geodataplattform")
    for row, name in zip(accounts, targets):
        sample.permission.add(system=notes["systems"][name], person=row["code"], level="write", role="Tjänstekonto",
                              reason="Automatisk överföring", reviewed=day("2026-03-10"), source="katalogtjänst",
                              **{"from": day("2021-06-01")})
    for account, name in (("vikarie01", "Vårddokumentation"), ("test.handlaggare", "Vuxenutredning"),
                          ("admin_gammal", "Passersystem"), ("elevlan2", "Bibliotekssystem"), ("konsult3", "Ekonomisystem"),
                          ("natt1", "Trygghetslarm")):
        sample.permission.add(system=notes["systems"][name], account=account, level="write", role="Handläggare",
                              last_used=stream.date(day("2025-10-01"), day("2026-10-30")), source="behörighetslista",
                              **{"from": day("2020-02-01")})


def _add_particular(sample, staff):
    """Duties that should be apart in the same hands, a pause, an approver who approved their own."""
    notes = sample.notes
    systems, rows = notes["systems"], notes["row_of"]
    stream = Stream("particular")
    payer = staff.titled("Ekonom")[0]
    for name, role in (("Ekonomisystem", "Leverantörsregister"), ("Fakturahantering", "Slutattest")):
        _add_permission(sample, stream, systems[name], rows[systems[name]], payer, day("2021-01-01"), level="write",
                        role=role)
    clerk = staff.titled("Löneadministratör")[0]
    for role in ("Löneutbetalning", "Registrera anställning"):
        _add_permission(sample, stream, systems["Lönesystem"], rows[systems["Lönesystem"]], clerk, day("2021-01-01"),
                        level="write", role=role)
    for code in [row["code"] for row in sample.permission.rows if row["level"] == "administer"][4:9]:
        row = sample.permission.row(code)
        row["approved_by"] = row["implemented_by"] = row["person"]
    away = next(row for row in sample.permission.rows
                if "person" in row and sample.person.row(row["person"]).get("absent_from"))
    away.update(suspended_from=day("2026-10-01"), suspended_to=day("2027-03-31"))


def add_conflicts(sample):
    systems = sample.notes["systems"]
    for name, first, first_role, second, second_role, severity in (
            ("Leverantörsregister och slutattest", "Ekonomisystem", "Leverantörsregister", "Fakturahantering",
             "Slutattest", "high"),
            ("Anställning och löneutbetalning", "Lönesystem", "Registrera anställning", "Lönesystem",
             "Löneutbetalning", "high"),
            ("Beslut och utbetalning av bistånd", "Handläggning försörjningsstöd", "Beslut",
             "Handläggning försörjningsstöd", "Utbetalning", "critical"),
            ("Beställning och attest", "Inköp och beställning", "Beställare", "Fakturahantering", "Slutattest", "medium"),
            ("Kontoadministration och loggranskning", "Katalogtjänst", "Administratör", "Logghantering",
             "Loggranskare", "medium")):
        sample.conflict.add(name=name, first_system=systems[first], first_role=first_role,
                            second_system=systems[second], second_role=second_role, severity=severity)


def add_reviews(sample):
    """The review on the desk of DESIGN 5: 38 left of 212, due 2026-12-01."""
    notes = sample.notes
    stream = Stream("reviews")
    anna = notes["people"].code["anna.berg"]
    lead = notes["staff"].titled("Informationssäkerhetssamordnare")[0]
    names = ", ".join(f'"{name}"' for name in ANNA)
    review = sample.review.add(kind="permissions", name="Behörigheter hösten 2026, social välfärd", due=day("2026-12-01"),
                               scope=f"system in ({names})", opened=day("2026-10-19"), opened_by=lead)
    for number, permission in enumerate(notes["desk_permissions"][:212]):
        decided = number >= 38
        decision = stream.weighted([("keep", 30), ("reduce", 2), ("remove", 3), ("suspend", 1)]) if decided else None
        date = stream.workday(day("2026-10-20"), day("2026-11-20")) if decided else None
        sample.review_item.add(
            review=review, subject=permission, reviewer=anna, decision=decision, decided=date,
            decided_by=anna if decided else None,
            note={"reduce": "Läsning räcker", "suspend": "Föräldraledig"}.get(decision),
            carried_out=min(TODAY, date + days(7)) if decision in ("remove", "reduce") and stream.chance(0.6) else None)
    sample.review.add(kind="systems", name="Systemuppgifter våren 2026", opened=day("2026-04-07"), due=day("2026-05-15"),
                      closed=day("2026-05-19"), opened_by=lead, scope='phase = in_use')
    sample.review.add(kind="licences", name="Licenser 2026", opened=day("2026-09-01"), due=day("2026-10-30"),
                      opened_by=notes["staff"].titled("Systemförvaltare", "KLF")[0], scope='metric = named_user')
