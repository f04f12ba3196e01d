"""Releases, problems and incidents."""
from base import TODAY, Stream, day, days, kr

_LIVE = ("introduction", "pilot", "in_use", "phase_out")


def _live(sample):
    return [(code, row) for code, row in sample.notes["row_of"].items() if sample.system.row(code)["phase"] in _LIVE]


def add_releases(sample):
    stream = Stream("releases")
    sample.notes["done_releases"] = {}
    live = _live(sample)
    weights = [(pair, pair[1]["criticality"] ** 2) for pair in live]
    used = {}
    for _ in range(118):
        code, row = stream.weighted(weights)
        used[code] = used.get(code, 0) + 1
        _add_release(sample, stream, code, row, used[code])
    _add_clashes(sample)


def _add_release(sample, stream, code, row, count):
    kind = stream.weighted([("minor", 6), ("major", 2), ("patch", 4), ("security", 2)])
    change = "urgent" if kind == "security" and stream.chance(0.4) else stream.weighted([("standard", 3),
                                                                                         ("normal", 5)])
    start = stream.workday(day("2025-01-13"), day("2027-04-30"))
    state = _release_state(stream, start, change)
    technician = sample.notes.get("technician_of", {}).get(code)
    manager = sample.notes["manager_of"].get(code)
    prepared = kind in ("major", "minor") and stream.chance(0.75)
    release = sample.release_plan.add(
        system=code, version=f"{stream.between(3, 9)}.{count}.{stream.between(0, 4)}",
        title=stream.pick({"major": ["Ny huvudversion", "Nytt gränssnitt"], "minor": ["Förbättringar", "Nya rapporter",
                           "Ändrade blanketter", "Ny integration"], "patch": ["Rättningar", "Rättad utskrift"],
                           "security": ["Säkerhetsrättning"]}[kind]),
        kind=kind, change=change, start=start, end=start + days(0 if kind != "major" else 1), state=state,
        tests_by=start - days(10) if prepared else None, training_by=start - days(14) if kind == "major" and prepared
        else
        None, communication_by=start - days(7) if prepared else None,
        rollback=stream.weighted([("yes", 6), ("partly", 2), ("no", 1), ("unknown", 1)]), risk=stream.between(1, 4),
        downtime_minutes=stream.pick([0, 15, 30, 60, 120, 240]), responsible=technician or manager,
        approved_by=sample.notes["owner_of"].get(code) if state != "planned" else None,
        planned_ahead=change != "urgent" and stream.chance(0.85))
    if state in ("released", "failed", "rolled_back"):
        sample.notes["done_releases"].setdefault(code, []).append((start, release))


def _release_state(stream, start, change):
    if start > TODAY:
        return stream.weighted([("planned", 5), ("approved", 4)])
    if start > TODAY - days(10):
        return "testing"
    return stream.weighted([("released", 30), ("failed", 1), ("rolled_back", 2), ("cancelled", 1), ("planned", 0.7)])


def _add_clashes(sample):
    """Two that meet on the same evening through an integration, and one inside a freeze."""
    systems = sample.notes["systems"]
    for name, version, title, start in (("Hemtjänstplanering", "6.3", "Ny ruttplanering", "2027-01-20"),
                                        ("Mobil hemtjänst", "4.8", "Ny inloggning", "2027-01-20"),
                                        ("Ekonomisystem", "9.4", "Bokslutsrapporter", "2026-12-28")):
        begin = day(start)
        sample.release_plan.add(system=systems[name], version=version, title=title, kind="minor", change="normal",
                                start=begin, end=begin, state="approved", rollback="yes", risk=2, downtime_minutes=60,
                                responsible=sample.notes["manager_of"].get(systems[name]), planned_ahead=True,
                                tests_by=begin - days(14), communication_by=begin - days(7),
                                approved_by=sample.notes["owner_of"].get(systems[name]))


_PROBLEMS = (
    ("Hemtjänstplanering", "Rutter försvinner vid nattlig körning", None, "Kör om planeringen manuellt", "open"),
    ("Integrationsplattform", "Köer växer vid månadsskifte", "För få trådar i nattens överföring", None, "open"),
    ("Trygghetslarm", "Larm kommer dubbelt", None, None, "open"),
    ("E-tjänsteplattform", "Inloggning faller ut efter fem minuter", "Klockan i noderna skiljer", "Starta om noden",
     "closed"),
    ("Lönesystem", "Fel semesterdagar vid byte av avtal", "Regel saknas för uppehållsanställda", "Rättas för hand",
     "open"),
    ("Elevregister", "Dubbletter vid nattlig läsning", None, "Slå ihop för hand", "open"),
    ("Ekonomisystem", "Rapporter låser databasen", "Index saknas", None, "closed"),
    ("Kontaktcenterplattform", "Samtal bryts vid överlämning", None, None, "open"),
    ("Vårddokumentation", "Långsamt på förmiddagen", "Sökning utan index", "Begränsa sökning", "open"),
    ("Passersystem", "Kort spärras inte samma dag", None, "Spärra i båda systemen", "open"),
    ("Bemanningsplanering", "Pass dubbelbokas", None, None, "closed"),
    ("Driftövervakning vatten", "Skärmbilder fryser", "Gammal drivrutin", "Starta om klienten", "open"),
)


def add_problems(sample):
    stream = Stream("problems")
    sample.notes["problem_of"] = {}
    for system, title, cause, workaround, state in _PROBLEMS:
        opened = stream.workday(day("2025-09-01"), day("2026-10-15"))
        code = sample.notes["systems"][system]
        sample.notes["problem_of"][code] = sample.problem.add(
            system=code, title=title, root_cause=cause, workaround=workaround, state=_problem_state(state, cause),
            known_error=title if cause else None, opened=opened,
            closed=min(TODAY, opened + days(90)) if state == "closed" else None)


def _problem_state(state, cause):
    return state if state == "closed" else "known_error" if cause else "open"


_TITLES = {"application": ["Går inte att spara", "Fel i beräkning", "Skärmbild visas inte", "Söker men hittar inget"],
           "login": ["Kan inte logga in", "Utloggad mitt i ärende"], "integration": ["Fil har inte kommit",
           "Uppgifter saknas efter nattens körning"], "operation": ["Långsamt", "Ur drift", "Disk full"],
           "printing": ["Utskrift blir tom"], "data": ["Dubblett", "Fel uppgift på person"]}


def add_incidents(sample):
    stream = Stream("incidents")
    service_of = {}
    for row in sample.support.rows:
        service_of.setdefault(row["system"], row["service"])
    components = {}
    for row in sample.component.rows:
        components.setdefault(row["system"], []).append(row["code"])
    weights = [(pair, pair[1]["criticality"] ** 2 + pair[1]["users"] / 4000) for pair in _live(sample)]
    for number in range(236):
        code, row = stream.weighted(weights)
        _add_incident(sample, stream, code, row, service_of, components, stream.pick(list(_TITLES)),
                      stream.date(day("2024-12-01"), TODAY), number)
    for name, category in (("Fastighetssystem", "operation"), ("Utredning barn", "integration"),
                           ("Förskoleplacering", "login"), ("Digitala lås", "operation")):
        code = sample.notes["systems"][name]
        for opened in ("2026-09-08", "2026-10-02", "2026-10-29", "2026-11-12"):
            _add_incident(sample, stream, code, sample.notes["row_of"][code], service_of, components, category,
                          day(opened), 0, recurring=True)
    _add_significant(sample)


def _add_incident(sample, stream, code, row, service_of, components, category, opened, number, recurring=False):
    release = next((rel for start, rel in sample.notes["done_releases"].get(code, []) if
                    days(0) <= opened - start <= days(7)), None)
    cause = "own_change" if release else stream.weighted([("supplier_change", 3), ("component", 3), ("use", 2),
                                                          ("external", 1), ("unknown", 4), ("own_change", 1)])
    priority = stream.weighted([(1, 0.6), (2, 2), (3, 5), (4, 3)])
    closed = opened + days(stream.between(0, 12))
    own = components.get(code, [])
    sample.incident.add(
        system=code, service=service_of.get(code), category=category, title=stream.pick(_TITLES[category]),
        component=own[0] if recurring and own else stream.pick(own) if own and stream.chance(0.5) else None,
        opened=opened, closed=closed if closed <= TODAY and not stream.chance(0.03) else None, priority=priority,
        cause=cause, caused_by=release, significant=False,
        problem=sample.notes["problem_of"].get(code) if not recurring and stream.chance(0.4) else None,
        downtime_minutes=stream.between(5, 60) * (5 - priority) if priority <= 3 and stream.chance(0.7) else 0,
        cost=kr(stream.between(2, 40) * 1000) if priority <= 2 and stream.chance(0.5) else None)


def _add_significant(sample):
    slip = next(row for row in sample.incident.rows if row.get("closed", row["opened"]) > row["opened"])
    slip["opened"], slip["closed"] = slip["closed"], slip["opened"]
    systems = sample.notes["systems"]
    service = {row["system"]: row["service"] for row in sample.support.rows}
    for name, title, opened, early, reported, final, downtime in (
            ("Trygghetslarm", "Larm nådde inte larmcentralen", "2026-02-03", "2026-02-03", "2026-02-05", "2026-03-02",
             190),
            ("Driftövervakning vatten", "Obehörig inloggning mot styrsystem", "2026-06-17", "2026-06-18", "2026-06-20",
             None,
             480),
            ("Identitetshantering", "Konton låstes i hela kommunen", "2026-09-24", None, None, None, 260)):
        when = day(opened)
        sample.incident.add(
            system=systems[name], service=service[systems[name]], category="operation", title=title, opened=when,
            closed=when + days(2), priority=1, cause="component" if early else "own_change", downtime_minutes=downtime,
            cost=kr(180000), significant=True, reported_early=early and day(early), reported=reported and day(reported),
            reported_final=final and day(final))
