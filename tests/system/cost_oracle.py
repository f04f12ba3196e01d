"""Random registers, and what their systems and services cost, worked out anew from DOMAIN 3.4 and 3.5 in decimal numbers.

cost_oracle.py PROGRAM DIRECTORY SEED ROUNDS: makes a register a round, asks the program for the cost of everything in it
and compares each sum of each year, the present values to the öre, what is estimated and where the economic life ends.
Ends with 1 and the case where they differ."""

import calendar
import csv
import datetime
import json
import os
import random
import shutil
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 60
TODAY = datetime.date(2026, 11, 22)
RUNS = {"licence", "operation", "support", "administration", "business_time"}
GROUP = {"development": "development_in", "integration": "development_around", "training": "change",
         "change_management": "change", "exit": "exit", "security": "other", "parallel_running": "other"}
KINDS = ["acquisition", "licence", "operation", "support", "administration", "development", "integration", "training",
         "change_management", "procurement", "migration", "business_time", "security", "parallel_running", "exit",
         "residual"]
BASES = ["budget", "forecast", "actual"]
ADAPTATION = {"open": {"api": 75000, "file": 50000, "database": 100000, "manual": 25000},
              "other": {"api": 150000, "file": 100000, "database": 200000, "manual": 25000}}
GROUPS = ["narrow", "development_in", "development_around", "change", "exit", "other"]


def rounded(value):
    """To whole öre, half away from zero."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def kronor(ore):
    return f"{Decimal(ore) / 100:.2f}"


def ore(text):
    return None if text is None else int((Decimal(text) * 100).to_integral_exact())


def months_before(day, months):
    at = day.year * 12 + day.month - 1 - months
    year, month = divmod(at, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Register:
    """A register as its records, by the names of their fields."""

    def __init__(self, chance):
        self.chance = chance
        self.records = {}
        for entity in ("supplier", "service", "system", "component", "contract", "contract_system", "support",
                       "integration", "incident", "cost"):
            self.records[entity] = []
        self.make()

    def add(self, entity, **fields):
        fields = {name: value for name, value in fields.items() if value is not None}
        self.records[entity].append(fields)
        return fields

    def maybe(self, share, make):
        return make() if self.chance.random() < share else None

    def day(self, first, last):
        return datetime.date(self.chance.randint(first, last), self.chance.randint(1, 12), self.chance.randint(1, 28))

    def amount(self):
        return self.chance.choice([self.chance.randint(1, 99), self.chance.randint(100, 10 ** 7),
                                   self.chance.randint(10 ** 7, 10 ** 10)])

    def make(self):
        chance = self.chance
        self.add("supplier", code="LEV-0001", name="Leverantör")
        services = [self.add("service", code=f"SRV-{i:04}", name=f"Tjänst {i}") for i in range(1, chance.randint(2, 4))]
        systems = [self.make_system(i) for i in range(1, chance.randint(3, 8))]
        contracts = [self.make_contract(i, systems) for i in range(1, chance.randint(2, 4))]
        for service in services:
            for system in chance.sample(systems, chance.randint(1, len(systems))):
                self.add("support", system=system["code"], service=service["code"],
                         share=self.maybe(0.5, lambda: chance.choice([10, 25, 33, 50, 70, 100])))
            self.make_costs("service", service["code"], chance.randint(0, 4))
        for contract in contracts:
            self.make_costs("contract", contract["code"], chance.randint(0, 3))
        for _ in range(chance.randint(0, 8)):
            self.make_integration(systems)
        for cost in self.records["cost"]:
            if "contract" not in cost and chance.random() < 0.2:
                cost["paid_under"] = chance.choice(contracts)["code"]

    def make_system(self, number):
        chance = self.chance
        code = f"SYS-{number:04}"
        retired = self.maybe(0.15, lambda: self.day(2024, 2026))
        if retired and retired > TODAY:
            retired = None
        system = self.add("system", code=code, name=f"System {number}", phase="retired" if retired else "in_use",
                          retired_on=retired, users=self.maybe(0.7, lambda: chance.randint(1, 5000)),
                          planned_retirement=None if retired else self.maybe(0.3, lambda: self.day(2026, 2040)),
                          exit_cost=self.maybe(0.4, self.amount))
        for _ in range(chance.randint(0, 3)):
            self.add("component", system=code, product=f"Produkt {chance.randint(1, 99)}",
                     vendor_end=self.maybe(0.7, lambda: self.day(2020, 2034)),
                     extended_end=self.maybe(0.2, lambda: self.day(2024, 2036)))
        for _ in range(chance.randint(0, 2)):
            self.add("incident", system=code, title="Stopp", opened=self.day(2023, 2026),
                     cost=self.maybe(0.5, self.amount), downtime_minutes=self.maybe(0.7, lambda: chance.randint(0, 900)))
        self.make_costs("system", code, chance.randint(0, 12))
        return system

    def make_contract(self, number, systems):
        chance = self.chance
        start = self.day(2020, 2025)
        contract = self.add("contract", code=f"AVT-{number:04}", name=f"Avtal {number}", supplier="LEV-0001", start=start,
                            end=self.day(2026, 2035), renewal="none", exit_cost=self.maybe(0.4, self.amount),
                            notice_months=self.maybe(0.6, lambda: chance.randint(0, 30)))
        if chance.random() < 0.4:
            contract["terminated"] = chance.choice([datetime.date(2026, 1, 31), datetime.date(2026, 6, 30), datetime.date(2026, 11, 22)])
        for system in chance.sample(systems, chance.randint(1, len(systems))):
            self.add("contract_system", contract=contract["code"], system=system["code"], part="main",
                     share=self.maybe(0.5, lambda: chance.choice([0, 20, 30, 50, 100])))
        return contract

    def make_costs(self, owner, code, count):
        chance = self.chance
        for _ in range(count):
            self.add("cost", **{owner: code}, year=chance.randint(2022, 2040), kind=chance.choice(KINDS),
                     basis=chance.choice(BASES), amount=self.amount(),
                     certainty=self.maybe(0.8, lambda: chance.choice(["booked", "agreed", "estimated", "unknown"])))

    def make_integration(self, systems):
        chance = self.chance
        a, b = chance.sample(systems, 2)
        outside = chance.random() < 0.2
        self.add("integration", name="Utbyte", from_system=a["code"], to_system=None if outside else b["code"],
                 external_party="Myndighet" if outside else None,
                 kind=self.maybe(0.8, lambda: chance.choice(["api", "file", "database", "manual"])),
                 standard=self.maybe(0.8, lambda: chance.choice(["open", "proprietary", "unknown"])),
                 state=chance.choice(["in_use", "in_use", "closed"]), yearly_cost=self.maybe(0.4, self.amount),
                 adaptation_cost=self.maybe(0.5, self.amount))

    def write(self, directory):
        paths = []
        for entity, rows in self.records.items():
            if not rows:
                continue
            names = sorted({name for row in rows for name in row})
            path = os.path.join(directory, f"{entity}.csv")
            with open(path, "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(names)
                for row in rows:
                    writer.writerow([cell(name, row.get(name)) for name in names])
            paths.append(path)
        return paths


MONEY = {"amount", "exit_cost", "yearly_cost", "adaptation_cost"}


def cell(name, value):
    if value is None:
        return ""
    return kronor(value) if name in MONEY or name == "cost" else str(value)


def parts(amount, weights, at):
    """The at:th of those who share an amount: what the first so many have, less what those before them have."""
    whole = sum(weights)
    if whole == 0:
        return 0

    def until(n):
        return rounded(Decimal(amount) * sum(weights[:n]) / whole)

    return until(at + 1) - until(at)


def weigh(rows):
    """Shares in basis points; those that are not stated take what is left, equally."""
    stated = sum(row["share"] * 100 for row in rows if "share" in row)
    unstated = sum("share" not in row for row in rows)
    left, at, weights = max(0, 10000 - stated), 0, []
    for row in rows:
        if "share" in row:
            weights.append(row["share"] * 100)
        else:
            weights.append((at + 1) * left // unstated - at * left // unstated)
            at += 1
    return weights


class Oracle:
    def __init__(self, register, years, rate):
        self.records = register.records
        self.years, self.rate = years, Decimal(rate) / 100
        self.first = TODAY.year

    def rows_of(self, entity, **wanted):
        return [row for row in self.records[entity] if all(row.get(name) == value for name, value in wanted.items())]

    def support_ends(self, system):
        days = [row.get("extended_end") or row.get("vendor_end") for row in self.rows_of("component", system=system)]
        days = [day for day in days if day]
        return min(days) if days else None

    def retires(self, code):
        system = self.rows_of("system", code=code)[0]
        return system.get("retired_on") or system.get("planned_retirement")

    def ledger_of(self, code):
        rows = self.cost_rows(system=code)
        for cover in self.rows_of("contract_system", system=code):
            sharing = self.rows_of("contract_system", contract=cover["contract"])
            weights = weigh(sharing)
            for cost in self.cost_rows(contract=cover["contract"]):
                rows.append(dict(cost, amount=parts(cost["amount"], weights, sharing.index(cover))))
        return rows

    def cost_rows(self, **wanted):
        """With the day on which notice ends the contract that each is paid under."""
        rows = [dict(row) for row in self.rows_of("cost", **wanted)]
        for row in rows:
            under = row.get("contract") or row.get("paid_under")
            row["ends"] = self.ends_by_notice(self.rows_of("contract", code=under)[0]) if under else None
        return rows

    @staticmethod
    def ends_by_notice(contract):
        """Notice to any day, never after the end of the term; without a time of notice at the end itself."""
        if not contract.get("terminated"):
            return None
        if contract.get("notice_months") is None:
            return contract["end"]
        return min(months_before(contract["terminated"], -contract["notice_months"]), contract["end"])

    def ledger_lines(self, rows, last, support):
        """(year, group, amount, estimated): the best basis of each year and kind, and what is carried on."""
        lines = []
        for kind in KINDS:
            best = {}
            for row in rows:
                if row["kind"] == kind:
                    best[row["year"]] = max(best.get(row["year"], 0), BASES.index(row["basis"]) + 1)
            for row in rows:
                year = row["year"]
                if row["kind"] != kind or BASES.index(row["basis"]) + 1 != best[year]:
                    continue
                estimated = row.get("certainty") in ("estimated", "unknown")
                if self.first <= year <= self.first + self.years:
                    amount = -row["amount"] if kind == "residual" else row["amount"]
                    if kind == "development" and support and year > support.year:
                        for _ in range(year - support.year):
                            amount = rounded(Decimal(amount) * Decimal("1.15"))
                    lines.append((year, GROUP.get(kind, "narrow"), amount, estimated))
                if kind not in RUNS or year > self.first + self.years:
                    continue
                latest_past = max((y for y in best if y < self.first), default=None)
                if year < self.first and year != latest_past:
                    continue
                until = row["ends"].year if row.get("ends") else last
                for later in range(year + 1, min(last, until) + 1):
                    if later in best and later >= self.first:
                        break
                    if later >= self.first:
                        lines.append((later, "narrow", row["amount"], estimated))
        return lines

    def integration_lines(self, code, last):
        lines = []
        for row in self.records["integration"]:
            if code not in (row["from_system"], row.get("to_system")) or row.get("state") == "closed":
                continue
            ends = [code]
            other = row.get("to_system") if row["from_system"] == code else row["from_system"]
            if other:
                ends.append(other)
            if row.get("yearly_cost"):
                lines += [(year, "development_around", row["yearly_cost"], False) for year in range(self.first, last + 1)]
            days = [day for end in ends for day in (self.support_ends(end), self.retires(end)) if day]
            stated = "adaptation_cost" in row
            openness = "open" if row.get("standard") == "open" else "other"
            amount = row["adaptation_cost"] if stated else ADAPTATION[openness][row.get("kind", "api")] * 100
            for year in {day.year for day in days}:
                if self.first <= year <= self.first + self.years:
                    lines.append((year, "development_around", amount, not stated))
        return lines

    def incident_lines(self, code, last):
        users = self.rows_of("system", code=code)[0].get("users")
        lines = []
        for row in self.rows_of("incident", system=code):
            if not months_before(TODAY, 24) < row["opened"] <= TODAY:
                continue
            amount = row.get("cost")
            if amount is None:
                hour = rounded(Decimal(75000000) / 1600)
                waited = row.get("downtime_minutes")
                amount = 0 if waited is None or users is None else rounded(Decimal(rounded(Decimal(hour) * waited / 60) * users) / 20)
            yearly = rounded(Decimal(amount) / 2)
            lines += [(year, "other", yearly, True) for year in range(self.first, last + 1) if yearly]
        return lines

    def exit_lines(self, code, last, rows, ledger):
        if last < self.first or any(row["kind"] == "exit" and self.first <= row["year"] <= self.first + self.years
                                    for row in rows):
            return []
        known = [self.rows_of("system", code=code)[0].get("exit_cost")]
        for cover in self.rows_of("contract_system", system=code):
            contract = self.rows_of("contract", code=cover["contract"])[0]
            if (self.ends_by_notice(contract) or contract["end"]) >= TODAY:
                known.append(contract.get("exit_cost"))
        known = [cost for cost in known if cost is not None]
        if known:
            return [(last, "exit", max(known), False)]
        running = sum(amount for year, _, amount, _ in ledger if year == last)
        leave = rounded(Decimal(running) / 2)
        return [(last, "exit", leave, True)] if leave else []

    def system_lines(self, code):
        retires = self.retires(code)
        last = min(self.first + self.years, retires.year) if retires else self.first + self.years
        rows = self.ledger_of(code)
        running = self.ledger_lines([row for row in rows if row["kind"] in RUNS], last, None)
        return (self.ledger_lines(rows, last, self.support_ends(code)) + self.integration_lines(code, last)
                + self.incident_lines(code, last) + self.exit_lines(code, last, rows, running))

    def service_lines(self, code):
        lines = self.ledger_lines(self.cost_rows(service=code), self.first + self.years, None)
        for support in self.rows_of("support", service=code):
            sharing = self.rows_of("support", system=support["system"])
            weights = weigh(sharing)
            if sum(weights) < 10000:
                weights.append(10000 - sum(weights))
            at = sharing.index(support)
            lines += [(year, group, parts(amount, weights, at), estimated)
                      for year, group, amount, estimated in self.system_lines(support["system"])]
        return lines

    def present(self, yearly):
        return sum(Decimal(amount) / (1 + self.rate) ** t for t, amount in enumerate(yearly))

    def yearly_cost(self, value, years):
        return value / years if self.rate == 0 else value * self.rate / (1 - (1 + self.rate) ** -years)

    def find(self, code):
        lines = self.service_lines(code) if code.startswith("SRV") else self.system_lines(code)
        flows = {group: [0] * (self.years + 1) for group in GROUPS}
        estimated = {group: [0] * (self.years + 1) for group in GROUPS}
        for year, group, amount, guess in lines:
            flows[group][year - self.first] += amount
            estimated[group][year - self.first] += amount if guess else 0
        return lines, flows, estimated


def close(got, want, slack=Decimal("0.5000001")):
    """A sum in öre that is rounded once may stand on either side of an exact half."""
    return abs(Decimal(got) - want) <= slack


def compare(code, report, oracle):
    lines, flows, estimated = oracle.find(code)
    if not lines:
        assert "lcc" not in report, "the program knows a cost"
        return
    assert "lcc" in report, "the program knows no cost"
    by_year = {row["year"]: row for row in report["by_year"]}
    for t in range(oracle.years + 1):
        for group in GROUPS:
            assert ore(by_year[oracle.first + t][group]) == flows[group][t], f"{oracle.first + t} {group}"
    total = [sum(flows[group][t] for group in GROUPS) for t in range(oracle.years + 1)]
    full, narrow = oracle.present(total), oracle.present(flows["narrow"])
    assert close(ore(report["lcc"]), full), f"lcc {report['lcc']} {full}"
    assert close(ore(report["lcc_narrow"]), narrow), f"lcc_narrow {report['lcc_narrow']} {narrow}"
    assert close(ore(report["yearly"]), oracle.yearly_cost(full, oracle.years), Decimal("0.51")), "yearly"
    guess = oracle.present([sum(estimated[group][t] for group in GROUPS) for t in range(oracle.years + 1)])
    if report["estimated"] is not None and rounded(full) != 0:
        assert abs(Decimal(report["estimated"]) - guess / full * 100) <= Decimal("0.02") + abs(10000 / full), "estimated"
    assert sum(ore(line["amount"]) for line in report["lines"]) == sum(total), "the lines do not add up"
    compare_life(code, report, oracle, flows)


def compare_life(code, report, oracle, flows):
    keep = [sum(flows[group][t] for group in GROUPS if group != "exit") for t in range(oracle.years + 1)]
    leave = sum(flows["exit"])
    last = max((t for t, amount in enumerate(keep)
                if any(flows[group][t] for group in GROUPS if group != "exit")), default=0)
    if code.startswith("SRV") or last == 0:
        assert "economic_life" not in report, "an economic life of nothing"
        return
    want = [oracle.yearly_cost(oracle.present(keep[:n + 1]) + Decimal(leave) / (1 + oracle.rate) ** n, n)
            for n in range(1, last + 1)]
    got = [ore(row["yearly_if_kept"]) for row in report["economic_life"]]
    assert len(got) == len(want) and all(close(a, b, Decimal("0.51")) for a, b in zip(got, want)), "economic life"
    assert abs(want[report["economic_life_years"] - 1] - min(want)) <= 1, "the cheapest year"


def run(program, *words):
    done = subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: status {done.returncode}\n{done.stderr.decode()}")
    return done.stdout.decode()


def play(program, directory, seed):
    chance = random.Random(seed)
    register = Register(chance)
    place = os.path.join(directory, str(seed))
    store = os.path.join(place, "store")
    os.makedirs(place)
    common = ("--store", store, "--today", TODAY.isoformat(), "--lang", "en")
    run(program, "init", *common)
    run(program, "import", *common, *register.write(place))
    years, rate = chance.choice([1, 5, 10, 10, 25, 60]), chance.choice([0, 1, 3, 3, 4.25, 50])
    oracle = Oracle(register, years, str(rate))
    compared = 0
    for record in register.records["system"] + register.records["service"]:
        report = run(program, "cost", record["code"], *common, "--format", "json", "--years", str(years), "--rate", str(rate))
        try:
            compare(record["code"], json.loads(report), oracle)
        except AssertionError as difference:
            sys.exit(f"seed {seed}, {record['code']}, {years} years at {rate} %: {difference}\nkept in {place}")
        compared += 1
    shutil.rmtree(place)
    return compared


def main():
    program, directory, seed, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    compared = sum(play(program, directory, seed + i) for i in range(rounds))
    print(f"{compared} systems and services of {rounds} registers cost what the oracle says")


main()
