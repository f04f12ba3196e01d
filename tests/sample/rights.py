"""Who may do what: seats, permissions, duties that should be apart, a review under way."""
from base import TODAY, Stream, add_months, day, days
from systems import ANNA


def add_seats(sample):
    """Who holds which seat of the licences counted by named user."""
    stream, staff = Stream("seats"), sample.notes["staff"]
    for licence, row in sample.notes["seats"]:
        quantity = sample.licence.row(licence).get("quantity")
        if not quantity:
            continue
        people = staff.department(row["department"])
        holders = stream.some(people, min(len(people), max(2, int(quantity * (0.55 + 0.5 * stream.fraction())))))
        for person in holders + stream.some(sorted(staff.gone), 1 if stream.chance(0.3) else 0):
            _add_seat(sample, stream, licence, person)
    firewalls = next(row["code"] for row in sample.licence.rows if row["product"] == "FortiGate UTP")
    for number in range(1, 42):
        sample.licence_use.add(licence=firewalls, device=f"BV-{number:03d}", last_used=TODAY - days(1),
                               **{"from": stream.date(day("2024-09-01"), day("2025-12-01"))})


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
                          ("admin_gammal", "Passersystem"), ("elevlan2", "Bibliotekssystem"),
                          ("konsult3", "Ekonomisystem"),
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
            ("Beställning och attest", "Inköp och beställning", "Beställare", "Fakturahantering", "Slutattest",
             "medium"),
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
    review = sample.review.add(kind="permissions", name="Behörigheter hösten 2026, social välfärd",
                               due=day("2026-12-01"),
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
    sample.review.add(kind="systems", name="Systemuppgifter våren 2026", opened=day("2026-04-07"),
                      due=day("2026-05-15"),
                      closed=day("2026-05-19"), opened_by=lead, scope='phase = in_use')
    sample.review.add(kind="licences", name="Licenser 2026", opened=day("2026-09-01"), due=day("2026-10-30"),
                      opened_by=notes["staff"].titled("Systemförvaltare", "KLF")[0], scope='metric = named_user')
