"""Random registers, and whether their systems could be left, worked out anew from FORMULAS F21 and DOMAIN 5: the ten
questions as a range, the musts as a ledger, and what rests on each supplier.

exit_oracle.py PROGRAM DIRECTORY SEED ROUNDS: ends with 1 and the case where the program and the oracle differ."""

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
ANSWERS = ["yes", "no", "partly", "unknown", None]
MUSTS = {"data_owned": "data_owned", "open_standards": "open_standards", "open_api": "open_api"}


class Register:
    def __init__(self, chance):
        self.chance = chance
        self.records = {name: [] for name in ("unit", "supplier", "system", "contract", "contract_system", "commitment",
                                              "licence", "usage")}
        self.make()

    def add(self, entity, **fields):
        row = {name: value for name, value in fields.items() if value is not None}
        self.records[entity].append(row)
        return row

    def maybe(self, share, value):
        return value if self.chance.random() < share else None

    def day(self, first, last):
        return datetime.date(self.chance.randint(first, last), self.chance.randint(1, 12), self.chance.randint(1, 28))

    def make(self):
        chance = self.chance
        self.make_units()
        count = chance.randint(1, 5)
        for i in range(1, count + 1):
            self.add("supplier", code=f"LEV-{i:04}", name=f"Leverantör {i}",
                     part_of=f"LEV-{chance.randint(1, i - 1):04}" if i > 1 and chance.random() < 0.4 else None)
        for i in range(1, chance.randint(2, 6)):
            self.make_system(i)
        for i in range(1, chance.randint(1, 6)):
            self.make_contract(i)
        for system in self.records["system"]:
            if chance.random() < 0.3:
                self.add("licence", name="Licens", system=system["code"], metric="site",
                         supplier=self.pick("supplier"))

    def make_units(self):
        chance = self.chance
        kinds = ["organisation", "committee", "department", "committee", "division"]
        for i in range(1, 7):
            self.add("unit", code=f"UNI-{i:04}", name=f"Enhet {i}", kind=chance.choice(kinds),
                     parent=f"UNI-{chance.randint(1, i - 1):04}" if i > 1 else None)

    def pick(self, entity):
        return self.chance.choice(self.records[entity])["code"]

    def make_system(self, number):
        chance = self.chance
        code = f"SYS-{number:04}"
        self.add("system", code=code, name=f"System {number}", unit=self.maybe(0.7, self.pick("unit")),
                 phase=chance.choice(["in_use", "in_use", "phase_out", "retired", None]),
                 supplier=self.maybe(0.5, self.pick("supplier")), operated_by=self.maybe(0.3, self.pick("supplier")),
                 maintained_by=self.maybe(0.3, self.pick("supplier")),
                 data_owned=chance.choice(ANSWERS), open_standards=chance.choice(ANSWERS),
                 open_api=chance.choice(ANSWERS), data_export=chance.choice(ANSWERS),
                 documentation=chance.choice(ANSWERS), export_tested=self.maybe(0.6, self.day(2023, 2027)),
                 exit_plan=self.maybe(0.5, "Planen"), exit_tested=self.maybe(0.5, self.day(2020, 2027)),
                 exit_cost=self.maybe(0.3, chance.randint(1, 10 ** 6)), alternative=self.maybe(0.5, "Annat"))
        for _ in range(chance.randint(0, 3)):
            self.add("usage", system=code, unit=self.pick("unit"), to=self.maybe(0.3, self.day(2025, 2028)))

    def make_contract(self, number):
        chance = self.chance
        code = f"AVT-{number:04}"
        start = self.day(2018, 2027)
        self.add("contract", code=code, name=f"Avtal {number}", supplier=self.pick("supplier"), start=start,
                 end=start.replace(year=start.year + chance.randint(1, 8)), renewal="none",
                 transition_help=chance.choice(ANSWERS), termination_right=chance.choice(ANSWERS),
                 exit_cost=self.maybe(0.3, chance.randint(1, 10 ** 6)))
        for system in chance.sample(self.records["system"], chance.randint(1, len(self.records["system"]))):
            self.add("contract_system", contract=code, system=system["code"],
                     part=chance.choice(["main", "main", "support", "licence", None]))
        for _ in range(chance.randint(0, 2)):
            self.add("commitment", contract=code, text="Löftet", clause=str(chance.randint(1, 9)),
                     must=self.maybe(0.8, chance.choice(list(MUSTS))))

    def write(self, directory):
        paths = []
        for entity, rows in self.records.items():
            names = sorted({name for row in rows for name in row})
            path = os.path.join(directory, f"{entity}.csv")
            with open(path, "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(names)
                for row in rows:
                    writer.writerow(["" if row.get(name) is None else str(row[name]) for name in names])
            if rows:
                paths.append(path)
        return paths


def worse(answers):
    """No before unknown before partly before yes."""
    for answer in ("no", "unknown", "partly", "yes"):
        if answer in answers:
            return answer
    return "unknown"


class Oracle:
    def __init__(self, register):
        self.records = register.records

    def rows_of(self, entity, **wanted):
        return [row for row in self.records[entity] if all(row.get(name) == value for name, value in wanted.items())]

    def one(self, entity, code):
        return self.rows_of(entity, code=code)[0]

    def in_force(self, code):
        covers = [row for row in self.rows_of("contract_system", system=code)]
        running = [(cover.get("part") == "main", self.one("contract", cover["contract"])) for cover in covers]
        return [(main, c) for main, c in running if c["start"] <= TODAY <= c["end"]]

    def answers(self, system):
        contracts = self.in_force(system["code"])
        if any(main for main, _ in contracts):
            contracts = [(main, c) for main, c in contracts if main]
        contracts = [c for _, c in contracts]
        recent = TODAY.replace(year=TODAY.year - 2)

        def tested(day, since):
            return "unknown" if day is None else "yes" if since <= day <= TODAY else "no"

        def stated(value):
            return "yes" if value is not None else "unknown"

        def said(name):
            return worse([c.get(name) or "unknown" for c in contracts])

        priced = system.get("exit_cost") is not None or any(c.get("exit_cost") is not None for c in contracts)
        own = {name: system.get(name) or "unknown" for name in ("data_owned", "data_export", "documentation", "open_api")}
        return [[own["data_owned"]], [own["data_export"]], [tested(system.get("export_tested"), recent)],
                [stated(system.get("exit_plan"))], [tested(system.get("exit_tested"), datetime.date.min)],
                [said("transition_help")], ["yes" if priced else "unknown"], [said("termination_right")],
                [stated(system.get("alternative"))], [own["documentation"], own["open_api"]]]

    def range(self, system):
        worth = {"yes": (1, 1), "no": (0, 0), "partly": (Fraction(1, 2), Fraction(1, 2)), "unknown": (0, 1)}
        least = most = Fraction(0)
        for question in self.answers(system):
            for answer in question:
                least += Fraction(worth[answer][0]) / len(question)
                most += Fraction(worth[answer][1]) / len(question)
        return least * 10, most * 10

    def must(self, system, name):
        answer = system.get(name)
        if answer == "yes":
            return "met"
        promised = any(commitment.get("must") == name for _, contract in self.in_force(system["code"])
                       for commitment in self.rows_of("commitment", contract=contract["code"]))
        return "promised" if promised else "missing" if answer in ("no", "partly") else "unknown"

    def family(self, code):
        found = {code}
        while True:
            more = {row["code"] for row in self.records["supplier"] if row.get("part_of") in found} - found
            if not more:
                return found
            found |= more

    def resting(self, code):
        family = self.family(code)
        found = {row["code"] for row in self.records["system"]
                 if {row.get("supplier"), row.get("operated_by"), row.get("maintained_by")} & family}
        for contract in self.records["contract"]:
            if contract["supplier"] in family and contract["end"] >= TODAY:
                found |= {row["system"] for row in self.rows_of("contract_system", contract=contract["code"])}
        found |= {row["system"] for row in self.records["licence"] if row.get("supplier") in family}
        return {code for code in found if self.one("system", code).get("phase") != "retired"}

    def committee(self, code):
        while code:
            unit = self.one("unit", code)
            if unit["kind"] == "committee":
                return unit["name"]
            code = unit.get("parent")
        return None

    def committees(self, systems):
        units = [self.one("system", code).get("unit") for code in systems]
        units += [row["unit"] for row in self.records["usage"]
                  if row["system"] in systems and (row.get("to") is None or row["to"] >= TODAY)]
        return {name for name in map(self.committee, units) if name}


def compare_system(report, oracle, system):
    least, most = oracle.range(system)
    assert (Fraction(str(report["readiness_least"])), Fraction(str(report["readiness_most"]))) == (least, most), \
        f"{report['readiness_least']} to {report['readiness_most']}, not {float(least)} to {float(most)}"
    assert Fraction(str(report["lock_in"])) == 100 - least, "lock-in"
    compare_musts(report, oracle)


def compare_musts(report, oracle):
    for row in report["musts"]:
        want = oracle.must(oracle.one("system", row["system"]), row["must"])
        assert row["state"] == want, f"{row['system']} {row['must']}: {row['state']}, not {want}"


def compare_supplier(report, oracle, supplier):
    want = oracle.resting(supplier["code"])
    got = {row["code"] for row in report.get("systems", [])}
    assert report["system_count"] == len(want), "the count"
    assert got == want, f"{sorted(got)}, not {sorted(want)}"
    if want:
        compare_musts(report, oracle)
        assert set((report["committees"] or "").split("; ")) - {""} == oracle.committees(want), "committees"


def run(program, *words):
    done = subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: status {done.returncode}\n{done.stderr.decode()}")
    return done.stdout.decode()


def play(program, directory, seed):
    register = Register(random.Random(seed))
    place = os.path.join(directory, str(seed))
    os.makedirs(place)
    common = ("--store", os.path.join(place, "store"), "--today", TODAY.isoformat(), "--lang", "en")
    run(program, "init", *common)
    run(program, "import", *common, *register.write(place))
    oracle = Oracle(register)
    for entity, compare in (("system", compare_system), ("supplier", compare_supplier)):
        for record in register.records[entity]:
            report = json.loads(run(program, "report", "exit", record["code"], *common, "--format", "json"))
            try:
                compare(report, oracle, record)
            except AssertionError as difference:
                sys.exit(f"seed {seed}, {record['code']}: {difference}\nkept in {place}")
    shutil.rmtree(place)
    return len(register.records["system"]), len(register.records["supplier"])


def main():
    program, directory, seed, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    played = [play(program, directory, seed + i) for i in range(rounds)]
    print(f"{sum(a for a, _ in played)} systems and {sum(b for _, b in played)} suppliers of {rounds} registers "
          "can be left as the oracle says")


main()
