"""Random registers, and how their licences stand, worked out anew from DOMAIN 3.6 and FORMULAS F7: pieces counted one
by one, seats as sets of holders, terms renewed month by month, money in fractions.

licence_oracle.py PROGRAM DIRECTORY SEED ROUNDS: ends with 1 and the case where the program and the oracle differ."""

import calendar
import csv
import datetime
import json
import os
import random
import shutil
import subprocess
import sys
from fractions import Fraction

TODAY = datetime.date(2026, 11, 22)
SEATS, MEASURED, UNITS = ("named_user", "subscription"), ("concurrent_user", "core"), ("inhabitant", "pupil", "employee")
COVERS = ("site", "enterprise")
COUNTED = {"inhabitant": "inhabitants_served", "pupil": "pupils", "employee": "employees"}
ENTITIES = ("unit", "person", "system", "usage", "licence", "licence_use")


class Register:
    def __init__(self, chance):
        self.chance = chance
        self.records = {name: [] for name in ENTITIES}
        self.make_units()
        self.make_people()
        for i in range(1, chance.randint(2, 6)):
            self.make_system(i)
        for i in range(1, chance.randint(4, 16)):
            self.make_licence(i)
        for licence in self.records["licence"]:
            self.make_uses(licence)

    def add(self, entity, **fields):
        row = {name: value for name, value in fields.items() if value is not None}
        self.records[entity].append(row)
        return row

    def maybe(self, share, value):
        return value if self.chance.random() < share else None

    def day(self, first, last):
        return TODAY + datetime.timedelta(days=self.chance.randint(first, last))

    def pick(self, entity):
        return self.chance.choice(self.records[entity])["code"]

    def make_units(self):
        for i in range(1, 8):
            self.add("unit", code=f"UNI-{i:04}", name=f"Enhet {i}",
                     parent=f"UNI-{self.chance.randint(1, i - 1):04}" if i > 1 and self.chance.random() < 0.8 else None,
                     **{field: self.maybe(0.5, self.chance.randint(0, 900)) for field in COUNTED.values()})

    def make_people(self):
        for i in range(2, 14):
            away = self.maybe(0.2, self.day(-300, 20))
            self.add("person", code=f"PRS-{i:04}", name=f"Person {i}", active_to=self.maybe(0.3, self.day(-3, 3)),
                     absent_from=away, absent_to=away and self.maybe(0.5, away + datetime.timedelta(days=200)))

    def make_system(self, number):
        code = f"SYS-{number:04}"
        self.add("system", code=code, name=f"System {number}", unit=self.maybe(0.8, self.pick("unit")))
        for unit in self.chance.sample(self.records["unit"], self.chance.choice((0, 0, 1, 3))):
            self.add("usage", system=code, unit=unit["code"], to=self.maybe(0.3, self.day(-3, 3)))

    def make_licence(self, number):
        chance = self.chance
        metric = chance.choice(SEATS + SEATS + MEASURED + UNITS + COVERS + ("device",))
        start = self.maybe(0.7, self.day(-900, 5))
        end = self.maybe(0.6, max(self.day(-700, 400), start or datetime.date.min))
        renewal = self.maybe(0.8, chance.choice(("none", "tacit")))
        measured = self.maybe(0.6, chance.randint(0, 40))
        self.add("licence", code=f"LIC-{number:04}", name=f"Licens {number}", system=self.maybe(0.8, self.pick("system")),
                 metric=metric, pool=self.maybe(0.6, chance.choice(("Alfa", "alfa", "ALFA", "Beta", "Å"))),
                 quantity=None if metric in COVERS else self.maybe(0.9, chance.choice((0, 1, 5, 30, 900))),
                 pack_size=self.maybe(0.3, chance.choice((1, 5, 25))),
                 unit_cost=self.maybe(0.9, f"{chance.randint(0, 99999) / 100:.2f}"),
                 period=self.maybe(0.9, chance.choice(("month", "year", "once"))), start=start, end=end, renewal=renewal,
                 renewal_months=self.maybe(0.9, chance.choice((1, 12, 36))) if renewal == "tacit" else None,
                 measured_use=measured, measured_on=self.maybe(0.8, self.day(-400, 0)) if measured is not None else None)

    def make_uses(self, licence):
        chance = self.chance
        if chance.random() < 0.4:
            return
        for person in chance.sample(self.records["person"], chance.randint(0, 8)):
            first = self.maybe(0.5, self.day(-60, 3))
            self.use(licence, person=person["code"], to=first)
            if first is not None:
                self.use(licence, person=person["code"], **{"from": first + datetime.timedelta(days=1)})
        for number in chance.sample(range(9), chance.randint(0, 3)):
            self.use(licence, device=f"PC-{number}", to=self.maybe(0.3, self.day(-3, 3)))

    # What no day of the licence has is refused.
    def use(self, licence, **fields):
        begins, ends = licence.get("start"), None if licence.get("renewal") == "tacit" else licence.get("end")
        if (begins and fields.get("to") and fields["to"] < begins) or (ends and fields.get("from") and fields["from"] > ends):
            return
        self.add("licence_use", licence=licence["code"], last_used=self.maybe(0.7, self.day(-120, 0)), **fields)

    def write(self, place):
        files = []
        for entity in ENTITIES:
            rows = self.records[entity]
            if not rows:
                continue
            names = sorted({name for row in rows for name in row})
            files.append(os.path.join(place, f"{entity}.csv"))
            with open(files[-1], "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, names)
                writer.writeheader()
                writer.writerows(rows)
        return files


def add_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def rounded(value):
    whole = abs(value).numerator * 2 + abs(value).denominator
    result = whole // (2 * abs(value).denominator)
    return result if value >= 0 else -result


class Oracle:
    def __init__(self, register):
        self.records = register.records
        self.by_code = {row["code"]: row for rows in register.records.values() for row in rows if "code" in row}

    def in_force(self, lot):
        end, start = lot.get("end"), lot.get("start")
        if end and lot.get("renewal") == "tacit":
            if not lot.get("renewal_months"):
                end = None
            term = 1
            while end and end < TODAY:
                end = add_months(lot["end"] + datetime.timedelta(days=1), term * lot["renewal_months"]) - \
                    datetime.timedelta(days=1)
                term += 1
        return not (end and end < TODAY) and not (start and start > TODAY)

    def pools(self):
        pools = {}
        for lot in self.records["licence"]:
            key = (lot["pool"].casefold(), lot["metric"]) if "pool" in lot else lot["code"]
            pools.setdefault(key, []).append(lot)
        return pools.values()

    def seats(self, lots):
        codes, held, listed = {lot["code"] for lot in lots}, {}, False
        for use in self.records["licence_use"]:
            if use["licence"] not in codes:
                continue
            listed = True
            if use.get("from", TODAY) <= TODAY <= use.get("to", TODAY):
                held.setdefault((use.get("person"), use.get("device")), []).append(use.get("last_used"))
        return held, listed

    def has_left(self, person):
        return person is not None and self.by_code[person].get("active_to", TODAY) < TODAY

    def is_away(self, person):
        row = self.by_code[person] if person else {}
        return "absent_from" in row and row["absent_from"] <= TODAY <= row.get("absent_to", TODAY)

    def above(self, code):
        while code:
            yield code
            code = self.by_code[code].get("parent")

    def counted(self, lots):
        field, stated = COUNTED[lots[0]["metric"]], set()
        for lot in lots:
            if "system" not in lot:
                continue
            units = [row["unit"] for row in self.records["usage"]
                     if row["system"] == lot["system"] and row.get("to", TODAY) >= TODAY]
            for unit in units or [self.by_code[lot["system"]].get("unit")]:
                stated |= set(next(([one] for one in self.above(unit) if field in self.by_code[one]), []))
        outer = [unit for unit in stated if not set(list(self.above(unit))[1:]) & stated]
        return sum(self.by_code[unit][field] for unit in outer) if outer else None

    def used(self, lots, valid, held, listed):
        metric = lots[0]["metric"]
        if metric in UNITS:
            return self.counted(lots)
        if listed and metric in SEATS:
            return len(held)
        if listed and metric == "device":
            return sum(1 for person, _ in held if person is None)
        measured = [lot["measured_use"] for lot in valid or lots if "measured_use" in lot]
        return sum(measured) if measured else None

    @staticmethod
    def price(lot, counted):
        if "unit_cost" not in lot:
            return None
        each = int(lot["unit_cost"].replace(".", ""))
        return each * lot.get("quantity", 1 if counted is None else counted)

    def yearly(self, lot, counted):
        price = self.price(lot, counted)
        if lot.get("period") == "once":
            return 0
        if "period" not in lot or price is None:
            return None
        return price * (12 if lot["period"] == "month" else 1)

    def position(self, lots):
        metric = lots[0]["metric"]
        valid = [lot for lot in lots if self.in_force(lot)]
        held, listed = self.seats(lots)
        counted = self.counted(lots) if metric in UNITS else None
        years = [self.yearly(lot, counted) for lot in valid]
        want = {"lots": len(lots), "yearly": None if None in years else sum(years)}
        want["left"] = sum(1 for person, _ in held if self.has_left(person))
        want["idle"] = sum(1 for (person, _), days in held.items() if self.is_idle(person, days))
        if metric in COVERS:
            return {**want, "entitled": None, "used": None, "balance": None}
        entitled = None if any("quantity" not in lot for lot in valid) else sum(lot["quantity"] for lot in valid)
        used = self.used(lots, valid, held, listed)
        want.update(entitled=entitled, used=used, balance=None if None in (entitled, used) else entitled - used)
        if want["balance"] is None:
            return {**want, "unused_yearly": None, "missing_yearly": None}
        want["unused_yearly"], want["unused_once"] = self.unused(valid, counted, max(0, want["balance"]))
        want["missing_yearly"], want["missing_once"] = self.missing(lots, max(0, -want["balance"]))
        return want

    def is_idle(self, person, days):
        known = [day for day in days if day]
        return not self.has_left(person) and not self.is_away(person) and bool(known) and (TODAY - max(known)).days > 90

    def unused(self, valid, counted, pieces):
        shares = []
        for once in (False, True):
            lots = [lot for lot in valid if (lot.get("period") == "once") == once]
            quantity = sum(lot["quantity"] for lot in lots)
            costs = [self.price(lot, counted) if once else self.yearly(lot, counted) for lot in lots]
            count = min(pieces, quantity)
            pieces -= count
            shares.append(0 if count == 0 else None if None in costs else rounded(Fraction(sum(costs) * count, quantity)))
        return shares

    def missing(self, lots, pieces):
        if pieces == 0:
            return 0, 0
        last = lots[0]
        for lot in lots[1:]:
            if lot.get("start", datetime.date.min) >= last.get("start", datetime.date.min):
                last = lot
        pack = last.get("pack_size", 1)
        once = last.get("period") == "once"
        if "period" not in last or "unit_cost" not in last:
            return (0 if once else None), (None if once else 0)
        price = int(last["unit_cost"].replace(".", "")) * pack * -(-pieces // pack)
        return (0, price) if once else (price * (12 if last["period"] == "month" else 1), 0)


def read(row, name):
    value = row.get(name)
    return rounded(Fraction(str(value)) * 100) if value is not None and name.endswith(("yearly", "once")) else value


def run(program, *words):
    done = subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: status {done.returncode}\n{done.stderr.decode()}")
    return done.stdout.decode()


def compare(report, oracle):
    rows = {row["code"]: row for row in report["licences"]}
    pools = list(oracle.pools())
    assert len(rows) == len(pools), f"{len(rows)} pools, not {len(pools)}"
    sums = {"yearly": 0, "unused_yearly": 0, "left": 0, "idle": 0}
    for lots in pools:
        want, row = oracle.position(lots), rows[lots[0]["code"]]
        for name, value in want.items():
            assert read(row, name) == value, f"{row['code']} {name}: {read(row, name)}, not {value}"
        for name in sums:
            sums[name] += want.get(name) or 0
    for name, value in sums.items():
        told = read(report, name)
        assert told == value or (told is None and value == 0), f"sum of {name}: {told}, not {value}"
    return len(pools)


def play(program, directory, seed):
    register = Register(random.Random(seed))
    place = os.path.join(directory, str(seed))
    os.makedirs(place)
    common = ("--store", os.path.join(place, "store"), "--today", TODAY.isoformat(), "--lang", "en")
    run(program, "init", *common)
    run(program, "import", *common, *register.write(place))
    report = json.loads(run(program, "position", "licences", *common, "--format", "json"))
    try:
        pools = compare(report, Oracle(register))
    except AssertionError as difference:
        sys.exit(f"seed {seed}: {difference}\nkept in {place}")
    shutil.rmtree(place)
    return pools


def main():
    program, directory, seed, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    pools = sum(play(program, directory, seed + i) for i in range(rounds))
    print(f"{pools} pools of {rounds} registers stand as the oracle says")


main()
