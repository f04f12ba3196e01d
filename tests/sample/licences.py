"""Licences bought: the platform's by their true names, the makers' own in lots and pools."""
from base import TODAY, Stream, day, days, kr, term_end


# product | system | supplier | metric | lots (quantity, unit cost, start, end, renewal) | measured use
_PLATFORM_LICENCES = """
Microsoft 365 E3|Samarbetsyta|subscription|1450:3980:2024-10-01:2027-09-30:tacit;220:4120:2025-10-01:2027-09-30:tacit|1612
Microsoft 365 F3|Samarbetsyta|subscription|1900:980:2024-10-01:2027-09-30:tacit|1377
Microsoft 365 A3|Lärplattform|pupil|3300:310:2024-07-01:2027-06-30:|
Windows Server Datacenter|Serverplattform|core|256:1450:2023-06-01:2029-05-31:;64:1510:2025-03-01:2029-05-31:|310
SQL Server Standard|Serverplattform|core|96:11200:2023-06-01:2029-05-31:;16:12100:2024-11-01:2029-05-31:|128
Oracle Database Standard Edition 2|Ekonomisystem|core|16:42000:2021-01-01:2029-12-31:tacit|16
Red Hat Enterprise Linux Server|Serverplattform|subscription|60:9800:2025-01-01:2027-12-31:tacit|52
VMware vSphere Standard|Serverplattform|core|384:620:2024-05-01:2029-04-30:|352
Citrix Virtual Apps and Desktops|Virtuell arbetsplats|concurrent_user|500:1350:2024-02-01:2027-01-31:tacit|438
Veeam Data Platform|Säkerhetskopiering|subscription|240:780:2024-03-01:2027-02-28:tacit|233
FortiGate UTP|Nätverk och brandvägg|device|38:6400:2024-09-01:2027-08-31:tacit|41
Microsoft Office LTSC 2021|Kontorsprogram|device|900:3200:2021-11-01:2026-10-13:|610
IBM MQ|Integrationsplattform|core|24:15500:2022-07-01:2027-06-30:tacit|24
Exchange Server CAL|E-post och kalender|device|3600:190:2019-01-01:2025-10-14:|3480
"""


def add_licences(sample):
    stream = Stream("licences")
    notes = sample.notes
    notes["seats"] = []
    for line in _PLATFORM_LICENCES.strip().split("\n"):
        _add_platform_lots(sample, *line.split("|"))
    for row in notes["system_rows"]:
        if row["supplier"] and row["stack"] != "none":
            _add_lots(sample, stream, row)


def _add_platform_lots(sample, product, system, metric, lots, measured):
    for number, lot in enumerate(lots.split(";"), 1):
        quantity, cost, start, end, renewal = lot.split(":")
        sample.licence.add(
            name=f"{product}, köp {number}" if ";" in lots else product, product=product, metric=metric,
            system=sample.notes["systems"][system], pool=product if ";" in lots else None,
            supplier=sample.notes["supplier"]["Licensgården AB"], contract=sample.notes["call_off"][
                "Avrop serverlicenser" if metric == "core" else "Avrop kontorslicenser"],
            quantity=int(quantity), unit_cost=kr(int(cost), 10), period="year", start=day(start), end=day(end),
            renewal=renewal or None, renewal_months=12 if renewal else None, notice_months=3 if renewal else None,
            measured_use=int(measured) if measured and number == 1 else None,
            measured_on=day("2026-10-15") if measured and number == 1 else None)


_MEASURED = ("concurrent_user", "subscription")


def _metric(stream, row):
    if row["department"] == "BUF" and row["users"] > 1000:
        return "pupil"
    if row["users"] > 5000:
        return stream.pick(["inhabitant", "enterprise"])
    if row["name"] in ("Lönesystem", "Intranät"):
        return "employee"
    if row["users"] <= 60 and stream.chance(0.75):
        return "named_user"
    return stream.weighted([("concurrent_user", 4), ("subscription", 4), ("enterprise", 2), ("site", 1)])


def _add_lots(sample, stream, row):
    metric = _metric(stream, row)
    counted = metric not in ("site", "enterprise")
    quantity = {"pupil": 3020, "inhabitant": 42300, "employee": 3600}.get(metric, row["users"])
    lots = 2 if counted and stream.chance(0.5) else 1
    common = dict(
        system=sample.notes["systems"][row["name"]], product=f"{row['supplier'].split(' ')[0]} {row['name']}",
        pool=row["name"] if lots > 1 else None, supplier=sample.notes["supplier"][row["supplier"]],
        contract=sample.notes["main_contract"].get(row["name"]), metric=metric,
        unit_cost=kr(row["cost"] * 500 / quantity, 1) if counted else kr(row["cost"] * 500), period="year")
    terms = _terms(stream)
    if sample.system.row(common["system"])["phase"] == "phase_out":
        terms.update(renewal=None, renewal_months=None, notice_months=None)
    for number in range(lots):
        share = quantity if lots == 1 else quantity * (7 - 6 * number) // 8
        lot = dict(common, quantity=_quantity(stream, share, counted), **terms)
        if number == 1:
            lot["start"] = stream.date(terms["start"], min(terms["end"], TODAY))
        if number == 0 and metric in _MEASURED:
            lot.update(measured_use=int(quantity * (0.72 + 0.4 * stream.fraction())),
                       measured_on=stream.workday(day("2026-03-01"), day("2026-11-01")))
        code = sample.licence.add(name=f"{row['name']}, {'utökning' if number else 'licens'}", **lot)
        if metric == "named_user" and number == 0:
            sample.notes["seats"].append((code, row))


def _quantity(stream, quantity, counted):
    """Not set where the metric has no count, and in a few where it should have one."""
    return max(2, quantity) if counted and not stream.chance(0.03) else None


def _terms(stream):
    start = day(f"{stream.between(2021, 2025)}-{stream.pick(['01', '04', '07', '10'])}-01")
    renewal = stream.weighted([("tacit", 2), (None, 7), ("none", 0.6)])
    term = stream.pick([12, 24, 36])
    end = term_end(start, term)
    while end < TODAY and not stream.chance(0.04):
        end = term_end(end + days(1), term)
    if renewal == "none":
        end = stream.month_end(46, 60)
    again = renewal == "tacit"
    return dict(start=start, end=end, renewal=renewal, renewal_months=12 if again else None,
                notice_months=3 if again else None)
