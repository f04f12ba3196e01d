"""Judges the sample from its files alone: form, references, dates, numbers, clocks and the flaws it should have."""
import csv
import os
import re

import schema
from base import TODAY, add_months, first_number
from clock import Register, current_end, date, decision_clock, number
from fields import ENTITIES, PREFIXES
from flaws import flaws

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
        for place, row in enumerate(rows, first_number(entity)):
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
          ("system", "in_use_from", "retired_on"), ("system", "classified", "classify_next"),
          ("contract", "signed", "start"),
          ("contract", "start", "end"), ("contract", "start", "terminated"), ("licence", "start", "end"),
          ("licence_use", "from", "last_used"), ("permission", "from", "last_used"), ("permission", "from", "reviewed"),
          ("release_plan", "start", "end"), ("release_plan", "tests_by", "start"), ("incident", "opened", "closed"),
          ("incident", "reported_early", "reported"), ("problem", "opened", "closed"), ("review", "opened", "due"),
          ("opportunity", "received", "decided"), ("opportunity", "start", "end"),
          ("release", "released", "security_end"))
_PAST = (("incident", "opened"), ("incident", "closed"), ("permission", "last_used"), ("permission", "removed"),
         ("licence_use", "last_used"), ("system", "classified"), ("system", "reviewed"), ("system", "exit_tested"),
         ("commitment", "measured"), ("contract_change", "date"), ("decision", "date"), ("valuation", "date"),
         ("review_item", "decided"), ("assessment", "date"), ("contract", "procurement_started"),
         ("release", "released"))


_SLIPS = {"system": 1, "incident": 1}  # dates in the wrong order, on purpose


def check_dates(check):
    for entity, rows in check.tables.items():
        for row in rows:
            for text in filter(_DATE.fullmatch, row.values()):
                check.expect(date(text), f"{entity} {row['code']}: {text}")
    slips = {}
    for entity, first, second in _ORDER:
        for row in check.tables[entity]:
            if row[first] and row[second] and row[first] > row[second]:
                slips.setdefault(entity, []).append(f"{row['code']}: {first} after {second}")
    check.expect({entity: len(found) for entity, found in slips.items()} == _SLIPS,
                 f"dates in the wrong order: {slips}")
    for entity, name in _PAST:
        for row in check.tables[entity]:
            check.expect(row[name] <= TODAY.isoformat(), f"{entity} {row['code']}: {name} lies ahead")


def check_organisation(check):
    for row in check.tables["system"]:
        check.expect(row["unit"], f"system {row['code']} has no responsible unit")
    for row in check.tables["supplier"]:
        if row["country"] == "SE":
            digits = row["organisation_number"].replace("-", "")
            check.expect(not digits or _luhn(digits), f"supplier {row['code']}: check digit")
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
        check.expect(40 <= spent.get((str(year), "budget"), 0) <= 120,
                     f"budget {year}: {spent.get((str(year), 'budget'))}")
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
    passed = sorted(name for name, clock in found.items() if clock.state == "passed")
    check.expect(len(passed) * 10 <= len(found), f"passed: {len(passed)} of {len(found)}: {passed}")
    check.expect(len(passed) >= 4, f"only {passed} are passed")
    for state, least in (("now", 1), ("soon", 4), ("open", 15), ("decided", 4)):
        count = sum(clock.state == state for clock in found.values())
        check.expect(count >= least, f"decision clocks in state {state}: {count}")
    doors = sum(clock.force == "may" for clock in found.values())
    check.expect(doors >= 20, f"systems whose clock is a door: {doors}")
    _check_desk(check, register, found)
    return found


def _check_desk(check, register, found):
    """The names of DESIGN 5."""
    system = {row["name"]: row for row in check.tables["system"]}
    contract = {row["name"]: row for row in check.tables["contract"]}
    clock = found["Utredning barn"]
    check.expect((clock.state, str(clock.decide_by)) == ("now", "2026-12-30"), f"Utredning barn: {clock}")
    clock = found["Hemtjänstplanering"]
    check.expect(clock.state == "passed" and "Hemtjänstplanering" in clock.name, f"Hemtjänstplanering: {clock}")
    earliest = add_months(TODAY, register.lead(system["Hemtjänstplanering"]))
    check.expect(str(earliest)[:7] == "2029-05", f"Hemtjänstplanering: a successor in {earliest}")
    bridges = _bridges(register, system["Hemtjänstplanering"], earliest)
    check.expect(len(bridges) == 3, f"Hemtjänstplanering: bridges {bridges}")
    row = contract["E-tjänst försörjningsstöd, avtal"]
    notice = add_months(current_end(row, TODAY), -number(row["notice_months"]))
    check.expect((str(notice), row["yearly_cost"]) == ("2026-12-31", "412000.00"),
                 f"E-tjänst försörjningsstöd: {notice}")
    wanted = [name for name, field in check.schema["system"][1].items() if field.wanted]
    missing = [name for name in wanted if not system["Hemtjänstplanering"].get(name)]
    check.expect(len(missing) == 4, f"Hemtjänstplanering: to fill in: {missing}")
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


def clocks_text(directory):
    """What the program's own clock is held to (tests/register/test_sample.c): a line for each system."""
    _, found = clocks(read_tables(directory))
    lines = [f"{name}|{clock.state}|{clock.decide_by or '-'}|{clock.force or '-'}" for name, clock in found.items()]
    return "".join(line + "\n" for line in lines)


def run(directory):
    """Prints what it found; true where nothing is wrong."""
    check = Check(read_tables(directory))
    found = check_clocks(check)
    for part in (check_form, check_dates, check_organisation, check_counts):
        part(check)
    rules = flaws(check.tables)
    for name, count in rules.items():
        check.expect(count, f"nothing for {name}")
        print(f"{name:44}{count:6}")
    for state in ("passed", "now", "soon", "open", "decided", "none"):
        names = [name for name, clock in found.items() if clock.state == state]
        shown = ": " + ", ".join(names) if state in ("passed", "now") else ""
        print(f"decision {state:10}{len(names):4} of {len(found)}{shown}")
    for text in check.faults:
        print("fault:", text)
    return not check.faults
