"""Licences bought: the platform's by their true names, the makers' own in lots and pools."""
from base import TODAY, Stream, day, days, kr, term_end


# product | system | supplier | metric | lots (quantity, unit cost, start, end, renewal) | measured use
_PLATFORM_LICENCES = """
Microsoft 365 E3|Samarbetsyta|named_user|1450:3980:2024-10-01:2027-09-30:tacit;220:4120:2025-10-01:2027-09-30:tacit|1612
Microsoft 365 F3|Samarbetsyta|named_user|1900:980:2024-10-01:2027-09-30:tacit|1377
Microsoft 365 A3|Lärplattform|pupil|6400:310:2024-07-01:2027-06-30:|
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
Exchange Server CAL|E-post och kalender|named_user|3600:190:2019-01-01:2025-10-14:|3480
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


def _add_lots(sample, stream, row):
    metric = stream.weighted([("named_user", 6), ("concurrent_user", 2), ("enterprise", 2), ("site", 1),
                              ("subscription", 1)])
    if row["department"] == "BUF" and row["users"] > 1000:
        metric = "pupil"
    elif row["users"] > 5000:
        metric = stream.pick(["inhabitant", "enterprise"])
    elif row["name"] in ("Lönesystem", "Intranät", "Samarbetsyta"):
        metric = "employee"
    lots = 1 if stream.chance(0.6) else 2
    quantity = {"pupil": 6800, "inhabitant": 42300, "employee": 3600}.get(metric, row["users"])
    for number in range(lots):
        _add_lot(sample, stream, row, metric, quantity if number == 0 else max(5, quantity // 8), number, lots)


def _add_lot(sample, stream, row, metric, quantity, number, lots):
    counted = metric not in ("site", "enterprise")
    start = day(f"{stream.between(2021, 2025)}-{stream.pick(['01', '04', '07', '10'])}-01")
    renewal = stream.weighted([("tacit", 5), (None, 4), ("none", 0.6)])
    term = stream.pick([12, 24, 36])
    end = term_end(start, term)
    while end < TODAY and not stream.chance(0.04):
        end = term_end(end + days(1), term)
    if renewal == "none":
        end = stream.month_end(46, 60)
    per_seat = row["cost"] * 1000 * 0.5 / max(1, quantity * lots)
    spread = 0.72 + 0.5 * stream.fraction()
    code = sample.licence.add(
        name=f"{row['name']}, {'moduler' if number else 'grundlicens'}", system=sample.notes["systems"][row["name"]],
        product=f"{row['supplier'].split(' ')[0]} {row['name']}", pool=row["name"] if lots > 1 and number == 0
        else None,
        supplier=sample.notes["supplier"][row["supplier"]], contract=sample.notes["main_contract"].get(row["name"]),
        metric=metric, quantity=quantity if counted and not stream.chance(0.03) else None,
        unit_cost=kr(per_seat, 1) if counted else kr(row["cost"] * 500), start=start, end=end,
        period=stream.weighted([("year", 8), ("month", 0.5), ("once", 1.5)]), renewal=renewal,
        renewal_months=12 if renewal == "tacit" else None, notice_months=3 if renewal == "tacit" else None,
        measured_use=int(quantity * spread) if metric in ("concurrent_user", "subscription") else None,
        measured_on=stream.workday(day("2026-03-01"), day("2026-11-01"))
        if metric in ("concurrent_user", "subscription")
        else None)
    if metric == "named_user" and number == 0:
        sample.notes["seats"].append((code, row))
