"""Judges the sample from its files alone: form, references, dates, numbers, clocks and the flaws it should have."""
import csv
import os
import re

import schema
from base import TODAY, add_months
from clock import LIVE, Register, current_end, date, decision_clock, number, terminated_end
from fields import ENTITIES, PREFIXES

# the records that "lifelike" asks for: entity -> (at least, at most)
_COUNTS = {"unit": (60, 110), "person": (280, 330), "service": (55, 70), "system": (115, 130), "contract": (100, 135),
           "licence": (130, 175), "permission": (1800, 2200), "component": (450, 560), "integration": (140, 175),
           "incident": (230, 270), "release_plan": (110, 130), "cost": (2500, 4500), "supplier": (35, 60)}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_COMMON = {"secrecy_ground", "secrecy_until"}


def read_tables(directory):
    tables = {}
    for entity in ENTITIES:
        path = os.path.join(directory, f"{entity}.csv")
        tables[entity] = []
        if os.path.exists(path):
            with open(path, encoding="utf-8", newline="") as file:
                tables[entity] = list(csv.DictReader(file))
    for entity, rows in tables.items():
        for row in rows:
            for name in ENTITIES[entity]:
                row.setdefault(name, "")
    return tables


class Check:
    def __init__(self, tables):
        self.tables, self.faults = tables, []
        self.codes = {row["code"]: entity for entity, rows in tables.items() for row in rows}
        self.schema = schema.read_schema()

    def fault(self, text):
        self.faults.append(text)

    def expect(self, holds, text):
        if not holds:
            self.fault(text)


def check_form(check):
    """Codes without gaps; names, types, choices, required fields and references as the schema's tables say."""
    for entity, rows in check.tables.items():
        prefix, fields = check.schema.get(entity, (PREFIXES[entity], {}))
        check.expect(prefix == PREFIXES[entity], f"{entity}: the schema's prefix is {prefix}")
        for place, row in enumerate(rows, 1):
            check.expect(row["code"] == f"{prefix}-{place:04d}", f"{entity}: {row['code']} out of order")
            if fields:
                _check_row(check, entity, fields, row)
        for field in (field for field in fields.values() if field.unique):
            values = [row[field.name].lower() for row in rows if row.get(field.name)]
            check.expect(len(values) == len(set(values)), f"{entity}.{field.name}: not unique")


def _check_row(check, entity, fields, row):
    where = f"{entity} {row['code']}"
    for name, text in row.items():
        if name == "code" or name in _COMMON or not text:
            continue
        if name not in fields or fields[name].internal:
            check.fault(f"{where}: the schema has no field {name} to fill in")
            continue
        _check_value(check, f"{where}.{name}", fields[name], text)
    for field in fields.values():
        check.expect(not field.required or field.internal or row.get(field.name), f"{where}: {field.name} is required")
    for group in {field.one_of for field in fields.values() if field.one_of}:
        given = [field.name for field in fields.values() if field.one_of == group and row.get(field.name)]
        check.expect(len(given) == 1, f"{where}: exactly one of a group, found {given}")


_FORMS = {"YESNO": r"yes|no", "ANSWER": r"yes|no|partly|unknown", "DATE": r"\d{4}-\d\d-\d\d", "MONEY": r"-?\d+\.\d\d",
          "NUMBER": r"-?\d+", "DECIMAL": r"-?\d+(\.\d\d?)?", "PERCENT": r"-?\d+(\.\d\d?)?", "QUARTER": r"\d{4}-Q[1-4]",
          "NUMBERS": r"\d+(;\d+)*", "TEXT": r"[^\n]{1,200}"}


def _check_value(check, where, field, text):
    form = _FORMS.get(field.kind)
    check.expect(form is None or re.fullmatch(form, text), f"{where}: {text} is no {field.kind}")
    if field.kind in ("CHOICE", "CHOICES"):
        for part in text.split(";"):
            check.expect(part in field.choices, f"{where}: {part} is no choice of {field.choices}")
    if field.kind in ("REF", "ANY", "REFS"):
        for part in text.split(";"):
            found = check.codes.get(part)
            check.expect(found and field.target in (None, found), f"{where}: {part} does not refer to {field.target}")
    if field.kind == "NUMBER" and field.high and re.fullmatch(r"-?\d+", text):
        check.expect(field.low <= int(text) <= field.high, f"{where}: {text} is outside {field.low} to {field.high}")


_ORDER = (("unit", "from", "to"), ("person", "active_from", "active_to"), ("person", "absent_from", "absent_to"),
          ("assignment", "from", "to"), ("system", "in_use_from", "planned_retirement"),
          ("system", "in_use_from", "retired_on"), ("system", "classified", "classify_next"), ("contract", "signed", "start"),
          ("contract", "start", "end"), ("contract", "start", "terminated"), ("licence", "start", "end"),
          ("licence_use", "from", "last_used"), ("permission", "from", "last_used"), ("permission", "from", "reviewed"),
          ("release_plan", "start", "end"), ("release_plan", "tests_by", "start"), ("incident", "opened", "closed"),
          ("incident", "reported_early", "reported"), ("problem", "opened", "closed"), ("review", "opened", "due"),
          ("opportunity", "received", "decided"), ("opportunity", "start", "end"), ("release", "released", "security_end"))
_PAST = (("incident", "opened"), ("incident", "closed"), ("permission", "last_used"), ("permission", "removed"),
         ("licence_use", "last_used"), ("system", "classified"), ("system", "reviewed"), ("system", "exit_tested"),
         ("commitment", "measured"), ("contract_change", "date"), ("decision", "date"), ("valuation", "date"),
         ("review_item", "decided"), ("assessment", "date"), ("contract", "procurement_started"), ("release", "released"))


def check_dates(check):
    for entity, rows in check.tables.items():
        for row in rows:
            for text in filter(_DATE.fullmatch, row.values()):
                check.expect(date(text), f"{entity} {row['code']}: {text}")
    for entity, first, second in _ORDER:
        for row in check.tables[entity]:
            if row[first] and row[second]:
                check.expect(row[first] <= row[second], f"{entity} {row['code']}: {first} after {second}")
    for entity, name in _PAST:
        for row in check.tables[entity]:
            check.expect(row[name] <= TODAY.isoformat(), f"{entity} {row['code']}: {name} lies ahead")


def check_organisation(check):
    for row in check.tables["system"]:
        check.expect(row["unit"], f"system {row['code']} has no responsible unit")
    for row in check.tables["supplier"]:
        if row["country"] == "SE":
            check.expect(_luhn(row["organisation_number"].replace("-", "")), f"supplier {row['code']}: check digit")
    for entity in ("unit", "system", "object", "capability", "goal"):
        above = {row["code"]: row["parent"] for row in check.tables[entity]}
        for code in above:
            steps, place = 0, code
            while place and steps < 20:
                place, steps = above.get(place), steps + 1
            check.expect(steps < 20, f"{entity} {code}: a cycle of parents")


def _luhn(digits):
    doubled = [int(d) * (2 - place % 2) for place, d in enumerate(digits)]
    return len(digits) == 10 and sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def check_counts(check):
    for entity, (low, high) in _COUNTS.items():
        count = len(check.tables[entity])
        check.expect(low <= count <= high, f"{entity}: {count} records, expected {low} to {high}")
    spent = {}
    for row in check.tables["cost"]:
        key = (row["year"], row["basis"])
        spent[key] = spent.get(key, 0) + float(row["amount"]) / 1e6
    for year in range(2022, 2028):
        check.expect(40 <= spent.get((str(year), "budget"), 0) <= 120, f"budget {year}: {spent.get((str(year), 'budget'))}")
    for year in range(2022, 2026):
        ratio = spent[(str(year), "actual")] / spent[(str(year), "budget")]
        check.expect(0.85 <= ratio <= 1.2, f"actual against budget {year}: {ratio:.2f}")
    return spent


def clocks(tables):
    register = Register(tables, TODAY)
    found = {row["name"]: decision_clock(register, row) for row in tables["system"]}
    return register, {name: clock for name, clock in found.items() if clock}


def check_clocks(check):
    register, found = clocks(check.tables)
    passed = sorted(name for name, clock in found.items() if clock[0] == "passed")
    check.expect(len(passed) * 10 <= len(found), f"passed: {len(passed)} of {len(found)}: {passed}")
    check.expect(len(passed) >= 4, f"only {passed} are passed")
    for state, least in (("now", 1), ("soon", 4), ("open", 15), ("decided", 4), ("door", 20)):
        count = sum(clock[0] == state for clock in found.values())
        check.expect(count >= least, f"decision clocks in state {state}: {count}")
    _check_desk(check, register, found)
    return found


def _check_desk(check, register, found):
    """The names of DESIGN 5."""
    system = {row["name"]: row for row in check.tables["system"]}
    contract = {row["name"]: row for row in check.tables["contract"]}
    clock = found["Utredning barn"]
    check.expect((clock[0], str(clock[1])) == ("now", "2026-12-30"), f"Utredning barn: {clock}")
    clock = found["Hemtjänstplanering"]
    check.expect(clock[0] == "passed" and "Hemtjänstplanering" in clock[2], f"Hemtjänstplanering: {clock}")
    earliest = add_months(TODAY, register.lead(system["Hemtjänstplanering"]))
    check.expect(str(earliest)[:7] == "2029-05", f"Hemtjänstplanering: a successor in {earliest}")
    bridges = _bridges(register, system["Hemtjänstplanering"], earliest)
    check.expect(len(bridges) == 3, f"Hemtjänstplanering: bridges {bridges}")
    row = contract["E-tjänst försörjningsstöd, avtal"]
    notice = add_months(current_end(row, TODAY), -number(row["notice_months"]))
    check.expect((str(notice), row["yearly_cost"]) == ("2026-12-31", "412000.00"), f"E-tjänst försörjningsstöd: {notice}")
    undecided = sum(not row["decision"] for row in check.tables["review_item"])
    check.expect((undecided, len(check.tables["review_item"])) == (38, 212), f"review items: {undecided} left")


def _bridges(register, system, earliest):
    """What is left for a system that a component's end has overtaken. DOMAIN 3.3."""
    code, found = system["code"], ["accept the risk"]
    row = next(row for row in register.of_system["component"][code] if row["remedy"] == "replace_system")
    if not row["extended_end"]:
        found.append("extended support")
    if register.longer_supported(row):
        found.append("upgrade")
    for contract in register.mains(code):
        end = current_end(contract, TODAY)
        if end and end < earliest and (contract["renewal"] in ("tacit", "express") or contract["option_months"]):
            found.append("the contract")
    has = {row["capability"] for row in register.tables["system_capability"] if row["system"] == code}
    if any(row["capability"] in has and row["system"] != code for row in register.tables["system_capability"]):
        found.append("merge")
    return found


def flaws(tables):
    """What each rule group should find: name -> how many records (by plain conditions, not the program's rules)."""
    today, ahead = TODAY.isoformat(), lambda months: add_months(TODAY, months).isoformat()
    live = [row for row in tables["system"] if row["phase"] in LIVE]
    holders = {}
    for row in tables["assignment"]:
        holders.setdefault((row["system"] or row["service"] or row["object"] or row["contract"], row["role"]), []).append(row)
    gone = {row["code"] for row in tables["person"] if row["active_to"] and row["active_to"] < today}
    register = Register(tables, TODAY)
    contracts = [row for row in tables["contract"] if row["kind"] == "agreement"]
    notice = {row["code"]: add_months(current_end(row, TODAY), -number(row["notice_months"])).isoformat()
              for row in contracts if row["renewal"] == "tacit" and row["end"] and not row["terminated"]}
    ends = {row["code"]: register.support_ends(row) for row in tables["component"]}

    def of(row, role):
        return holders.get((row["code"], role), [])

    def count(rows, holds):
        return sum(bool(holds(row)) for row in rows)

    critical = [row for row in live if number(row["criticality"]) >= 3]
    return {
        "OWN no owner": count(live, lambda r: not of(r, "system_owner")),
        "OWN no manager": count(live, lambda r: not of(r, "system_manager")),
        "OWN owner has left": count(live, lambda r: any(a["person"] in gone for a in of(r, "system_owner"))),
        "OWN owner without deputy": count(live, lambda r: any(not a["deputy"] for a in of(r, "system_owner"))),
        "OWN manager with more than 10": sum(1 for person in {a["person"] for a in tables["assignment"]} if sum(
            a["person"] == person and a["role"] == "system_manager" and bool(a["system"]) for a in tables["assignment"]) > 10),
        "OWN no business developer": count(live, lambda r: not of(r, "business_developer")),
        "OWN service without owner": count(tables["service"], lambda r: not of(r, "system_owner")),
        "OWN contract without owner": count(contracts, lambda r: not of(r, "contract_owner")),
        "OWN review overdue": count(live, lambda r: r["reviewed"] and r["reviewed"] < ahead(-12)),
        "OBS ended": count(tables["component"], lambda r: ends[r["code"]] and ends[r["code"]] < TODAY),
        "OBS within a year": count(tables["component"], lambda r: ends[r["code"]] and TODAY <= ends[r["code"]] <
                                   add_months(TODAY, 12)),
        "OBS to be replaced": count(tables["component"], lambda r: r["remedy"] == "replace_system"),
        "OBS version unknown": count(tables["component"], lambda r: not r["version"]),
        "OBS past planned retirement": count(live, lambda r: r["planned_retirement"] and r["planned_retirement"] < today),
        "OBS product standing": count(tables["product"], lambda r: r["standing"] not in ("", "approved")),
        "CON last notice day within 90 days": sum(today <= day_ <= ahead(3) for day_ in notice.values()),
        "CON expired but in use": count(contracts, lambda r: r["end"] and r["renewal"] == "none" and
                                        not r["option_months"] and r["end"] < today and "tidigare" not in r["name"]),
        "CON terminated and in use": count(contracts, lambda r: r["terminated"] and terminated_end(r) < TODAY),
        "CON no exit terms": count(contracts, lambda r: not r["exit_terms"]),
        "CON data return not yes": count(contracts, lambda r: r["data_return"] not in ("", "yes")),
        "CON index above 5": count(contracts, lambda r: float(r["index_percent"] or 0) > 5),
        "CON ceiling above 80": count(tables["contract"], lambda r: r["ceiling"] and float(r["called_off"] or 0) >
                                      0.8 * float(r["ceiling"])),
        "CON last option running": count(contracts, lambda r: r["option_months"] and number(r["options_used"]) ==
                                         len(r["option_months"].split(";"))),
        "CON system without contract": count(live, lambda r: r["supplier"] and not register.mains(r["code"])),
        "CON shares not 100": count(tables["contract"], lambda r: 0 < sum(
            number(s["share"]) for s in tables["contract_system"] if s["contract"] == r["code"]) < 100),
        "EXI no exit plan": count(critical, lambda r: not r["exit_plan"]),
        "EXI plan untested": count(live, lambda r: r["exit_plan"] and (not r["exit_tested"] or r["exit_tested"] < ahead(-12))),
        "EXI data not owned": count(live, lambda r: r["data_owned"] == "no"),
        "EXI no open API": count(live, lambda r: r["open_api"] == "no"),
        "EXI no data export": count(live, lambda r: r["data_export"] == "no"),
        "EXI supplier with more than 5 critical": sum(1 for s in tables["supplier"] if sum(
            r["supplier"] == s["code"] for r in critical) > 5),
        "KNO rests on one person": count(live, lambda r: r["key_person"]),
        "KNO no documentation": count(live, lambda r: r["documentation"] in ("no", "unknown")),
        "KNO few skills on critical": count(critical, lambda r: r["skills"] in ("few", "none")),
        "KNO no rights to code": count(live, lambda r: r["rights_to_code"] == "no"),
        "LAW not classified": count(live, lambda r: not r["classified"]),
        "LAW classification overdue": count(live, lambda r: r["classify_next"] and r["classify_next"] < today),
        "LAW essential without exit plan": count(live, lambda r: r["essential"] == "yes" and not r["exit_plan"]),
        "LAW risk assessment missing": count(live, lambda r: not r["risk_assessed"]),
        "LAW impact assessment needed": count(live, lambda r: r["impact_assessment"] == "needed"),
        "LAW controller missing": count(tables["information"], lambda r: not r["controller"]),
        "LAW third country": count(live, lambda r: r["third_country"] in ("yes", "partly")),
        "LAW AI without purpose or control": count(live, lambda r: r["uses_ai"] == "yes" and (
            not r["ai_purpose"] or r["ai_human_control"] != "yes")),
        "LAW accessibility not checked": count(live, lambda r: r["accessibility"] and not r["accessibility_checked"]),
        "LAW no processing agreement": count(contracts, lambda r: r["processing_agreement"] in ("no", "unknown")),
        "LAW significant not reported": count(tables["incident"], lambda r: r["significant"] == "yes" and not r["reported"]),
        "LAW retired without steps": count(tables["system"], lambda r: r["phase"] == "retired" and not any(
            s["system"] == r["code"] and s["kind"] == "archive_decision" for s in tables["retirement_step"])),
        "PER holder has left": count(tables["permission"], lambda r: r["person"] in gone and not r["removed"]),
        "REG unknown on critical": count(critical, lambda r: "unknown" in r.values()),
    }


def run(directory):
    """Prints what it found; true where nothing is wrong."""
    check = Check(read_tables(directory))
    for part in (check_form, check_dates, check_organisation, check_counts):
        part(check)
    found = check_clocks(check)
    rules = flaws(check.tables)
    for name, count in rules.items():
        check.expect(count, f"nothing for {name}")
        print(f"{name:44}{count:6}")
    for state in ("passed", "now", "soon", "open", "decided", "door", "none"):
        names = [name for name, clock in found.items() if clock[0] == state]
        shown = ": " + ", ".join(names) if state in ("passed", "now") else ""
        print(f"decision {state:10}{len(names):4} of {len(found)}{shown}")
    for text in check.faults:
        print("fault:", text)
    return not check.faults
