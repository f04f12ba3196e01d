"""Random registers, and what is weighed in them, worked out anew from FORMULAS F12, F20 and F24 in fractions.

portfolio_oracle.py PROGRAM DIRECTORY SEED ROUNDS: makes a register a round, asks the program for the ranking with its line,
for the offers of each opportunity and for the benefits, and compares order, places, totals, sums and shares. Ends with 1
and the case where they differ."""

import calendar
import csv
import datetime
import json
import os
import random
import shutil
import subprocess
import sys
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

TODAY = datetime.date(2026, 11, 22)
STAGES = ["raised", "received", "triage", "prepared", "prioritised", "decided", "running", "delivered", "rejected"]
UNDER_WAY = STAGES[1:7]
QUARTERS = ["2026-Q2", "2026-Q4", "2027-Q1", "2027-Q2"]
MONTHS = [6, 12, 24]


def hundredths(value):
    """A fraction with two decimals, half away from zero, as the program writes it in JSON."""
    scaled = Decimal(value.numerator * 100) / Decimal(value.denominator)
    return Decimal(scaled.quantize(Decimal(1), ROUND_HALF_UP)) / 100


def ore(value):
    return int(hundredths(Fraction(value)) * 100)


def add_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Register:
    """A register as its records, by the names of their fields."""

    def __init__(self, chance):
        self.chance = chance
        self.rows = defaultdict(list)
        self.make()

    def add(self, entity, prefix, **fields):
        fields = {name: value for name, value in fields.items() if value is not None}
        fields["code"] = f"{prefix}{len(self.rows[entity]) + 1:03}"
        self.rows[entity].append(fields)
        return fields

    def maybe(self, share, make):
        return make() if self.chance.random() < share else None

    def code(self, entity):
        return self.chance.choice(self.rows[entity])["code"]

    def day(self, first, last):
        return datetime.date(self.chance.randint(first, last), self.chance.randint(1, 12), self.chance.randint(1, 28))

    def make(self):
        chance = self.chance
        for i in range(4):
            self.add("unit", "U", name=f"Enhet {i}", parent=self.code("unit") if i and chance.random() < 0.8 else None)
        for i in range(3):
            self.add("person", "P", name=f"Person {i}", unit=self.maybe(0.8, lambda: self.code("unit")))
            self.add("supplier", "L", name=f"Leverantör {i}")
        for i in range(chance.randint(1, 7)):
            self.add("goal", "G", name=f"Mål {i}", weight=self.maybe(0.9, lambda: chance.choice([0, 1, 3, 10, 25, 9999])),
                     until=self.maybe(0.4, lambda: chance.choice([TODAY, self.day(2025, 2028)])))
        for i in range(chance.randint(3, 14)):
            self.make_opportunity(i)
        for _ in range(chance.choice([0, 4, 8])):
            self.add("capacity", "C", unit=self.code("unit"), side=self.maybe(0.6, lambda: chance.choice(["it", "business"])),
                     quarter=chance.choice(QUARTERS), hours=chance.randint(0, 300))

    def make_opportunity(self, number):
        chance = self.chance
        opportunity = self.add(
            "opportunity", "O", title=f"Möjlighet {number}", stage=self.maybe(0.9, lambda: chance.choice(STAGES)),
            received=self.maybe(0.3, lambda: self.day(2025, 2025)), benefit_score=self.maybe(0.9, lambda: chance.randint(0, 5)),
            decide_by=self.maybe(0.5, lambda: chance.choice([datetime.date(2027, 1, 1), self.day(2026, 2027)])),
            delivered=self.maybe(0.5, lambda: self.day(2024, 2026)), unit=self.maybe(0.7, lambda: self.code("unit")))
        if number and chance.random() < 0.1:
            opportunity["joined_with"] = "O001"
        for goal in chance.sample(self.rows["goal"], chance.randint(0, len(self.rows["goal"]))):
            self.add("opportunity_goal", "OG", opportunity=opportunity["code"], goal=goal["code"], degree=chance.randint(0, 5))
        for _ in range(chance.choice([0, 1, 3])):
            by_person = chance.random() < 0.3
            self.add("allocation", "A", opportunity=opportunity["code"], unit=None if by_person else self.code("unit"),
                     person=self.code("person") if by_person else None, quarter=chance.choice(QUARTERS),
                     planned=chance.randint(0, 150), side=self.maybe(0.5, lambda: chance.choice(["it", "business"])))
        self.make_offers(opportunity["code"])
        for _ in range(chance.choice([0, 1, 2])):
            self.make_benefit(opportunity["code"])

    def make_offers(self, opportunity):
        chance = self.chance
        asked = [self.add("requirement", "R", opportunity=opportunity, text="Krav", level=level,
                          weight=chance.choice([1, 2, 7, 30]) if level == "should" else None,
                          traces_to=";".join(t for t in ["need", "goal", "clause", "test"] if chance.random() < 0.4) or None)
                 for level in chance.choices(["must", "should", "should"], k=chance.choice([0, 1, 3, 6]))]
        for _ in range(chance.randint(0, 5) if asked else 0):
            offer = self.add("offer", "B", opportunity=opportunity, supplier=self.code("supplier"),
                             price=self.maybe(0.8, lambda: chance.choice([100, 100, chance.randint(1, 10 ** 9)])))
            for requirement in asked:
                if chance.random() < 0.92:
                    must = requirement["level"] == "must"
                    self.add("score", "S", offer=offer["code"], requirement=requirement["code"],
                             points=None if must else chance.randint(0, 5),
                             met=chance.choice(["yes"] * 12 + ["no", "unknown", "partly"]) if must else None)

    def make_benefit(self, opportunity):
        chance = self.chance
        some = lambda: chance.choice([0, 100, 250, chance.randint(-10 ** 5, 10 ** 5)])
        benefit = self.add("benefit", "N", opportunity=opportunity, title="Nytta", owner=self.maybe(0.6, lambda: self.code("person")),
                           baseline=self.maybe(0.8, some), target=self.maybe(0.8, some), outcome=self.maybe(0.4, some),
                           measured=self.maybe(0.4, lambda: self.day(2025, 2026)),
                           yearly_value=self.maybe(0.8, lambda: chance.randint(0, 10 ** 9)),
                           realised_value=self.maybe(0.3, lambda: chance.randint(0, 10 ** 9)),
                           due=self.maybe(0.9, lambda: chance.choice([TODAY, self.day(2025, 2027)])))
        delivered = self.find("opportunity", opportunity).get("delivered", datetime.date(2025, 1, 31))
        borders = [add_months(delivered, months - 1) for months in MONTHS] + [benefit.get("measured", TODAY)]
        for _ in range(chance.choice([0, 0, 1, 3])):
            self.add("measurement", "M", benefit=benefit["code"], measured=chance.choice([*borders, self.day(2025, 2027)]), outcome=self.maybe(0.9, some),
                     realised_value=self.maybe(0.3, lambda: chance.randint(0, 10 ** 9)))

    def write(self, directory):
        paths = []
        for entity, rows in self.rows.items():
            names = sorted({name for row in rows for name in row})
            paths.append(os.path.join(directory, f"{entity}.csv"))
            with open(paths[-1], "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(names)
                writer.writerows([[cell(name, row.get(name)) for name in names] for row in rows])
        return paths

    def below(self, entity, name, code):
        return [row for row in self.rows[entity] if row.get(name) == code]

    def find(self, entity, code):
        return next(row for row in self.rows[entity] if row["code"] == code)


HUNDREDTHS = {"price", "baseline", "target", "outcome", "yearly_value", "realised_value"}


def cell(name, value):
    if value is None:
        return ""
    return f"{Decimal(value) / 100:.2f}" if name in HUNDREDTHS else str(value)


# ---- F12 ----

def is_under_way(opportunity):
    stage = opportunity.get("stage")
    return (stage in UNDER_WAY if stage else "received" in opportunity) and "joined_with" not in opportunity


def rank(register):
    """(code, P, R, hours above) in order, and {code: why not}."""
    holding = {g["code"]: g for g in register.rows["goal"] if g.get("until", TODAY) >= TODAY}
    weights = sum(g.get("weight", 0) for g in holding.values())
    ranked, why = [], {}
    for at, opportunity in enumerate(register.rows["opportunity"]):
        if not is_under_way(opportunity):
            continue
        named = [(holding[g["goal"]], g["degree"]) for g in register.below("opportunity_goal", "opportunity", opportunity["code"])
                 if g["goal"] in holding]
        code = opportunity["code"]
        if not weights:
            why[code] = "no_weights"
        elif not named:
            why[code] = "no_goal"
        elif any("weight" not in goal for goal, _ in named):
            why[code] = "no_weight"
        elif "benefit_score" not in opportunity:
            why[code] = "no_benefit"
        else:
            direction = sum(Fraction(goal["weight"] * degree, weights) for goal, degree in named)
            score = 100 * direction / 5 * Fraction(opportunity["benefit_score"], 5)
            ranked.append((-score, opportunity.get("decide_by", datetime.date.max), at, code, direction))
    return [(code, -score, direction) for score, _, _, code, direction in sorted(ranked)], why


def pools_of(register, allocation):
    """The pools that an allocation draws on: (unit, quarter, side or None for both)."""
    unit = allocation.get("unit") or register.find("person", allocation["person"]).get("unit")
    while unit:
        given = [c for c in register.rows["capacity"] if c["unit"] == unit and c["quarter"] == allocation["quarter"]]
        if given:
            sides = {c.get("side") for c in given}
            side = allocation.get("side")
            return [(unit, allocation["quarter"], None)] + ([(unit, allocation["quarter"], side)] if side in sides and side else [])
        unit = register.find("unit", unit).get("parent")
    return []


def line_of(register, order):
    """How many are above the line; None: no hours are given."""
    given = [c for c in register.rows["capacity"] if c["quarter"] >= "2026-Q4"]
    if not given:
        return None

    def capacity(pool):
        return sum(c["hours"] for c in given if (c["unit"], c["quarter"]) == pool[:2] and pool[2] in (None, c.get("side")))

    asked = defaultdict(lambda: defaultdict(int))
    for allocation in register.rows["allocation"]:
        if allocation["quarter"] >= "2026-Q4" and is_under_way(register.find("opportunity", allocation["opportunity"])):
            for pool in pools_of(register, allocation):
                asked[pool][allocation["opportunity"]] += allocation["planned"]
    for count, code in enumerate(order):
        for pool, hours in asked.items():
            others = sum(h for c, h in hours.items() if c not in order)
            if hours.get(code, 0) > 0 and others + sum(hours.get(c, 0) for c in order[:count + 1]) > capacity(pool):
                return count
    return len(order)


def compare_ranking(register, report):
    ranked, why = rank(register)
    got = report["ranking"]
    assert [row["code"] for row in got] == [code for code, _, _ in ranked], "the order"
    for row, (code, score, direction) in zip(got, ranked):
        assert Decimal(str(row["priority"])) == hundredths(score), f"{code}: priority {row['priority']} {score}"
        assert Decimal(str(row["direction"])) == hundredths(direction), f"{code}: direction"
    assert {row["code"]: row["why"] for row in report.get("not_ranked_yet", [])} == why, "why they are not ranked"
    above = line_of(register, [code for code, _, _ in ranked])
    want = ["no_hours"] * len(got) if above is None else ["above"] * above + ["below"] * (len(got) - above)
    assert [row["line"] for row in got] == want, f"the line {above}"


# ---- F24 ----

def judge(register, offer, asked):
    """(state, total)"""
    scores = {s["requirement"]: s for s in register.below("score", "offer", offer["code"])}
    musts = [scores.get(r["code"], {}).get("met") for r in asked if r["level"] == "must"]
    shoulds = [(r["weight"], scores.get(r["code"], {}).get("points")) for r in asked if r["level"] == "should"]
    if "no" in musts:
        return "excluded", None
    if any(met != "yes" for met in musts) or any(points is None for _, points in shoulds):
        return "undecided", None
    whole = sum(weight for weight, _ in shoulds)
    return "judged", Fraction(sum(weight * points for weight, points in shoulds), whole) if whole else None


def compare_offers(register, opportunity, report):
    asked = register.below("requirement", "opportunity", opportunity)
    offers = [(offer, *judge(register, offer, asked)) for offer in register.below("offer", "opportunity", opportunity)]
    states = ["judged", "undecided", "excluded"]

    def key(row):
        offer, state, total = row
        return states.index(state), -(total or 0), offer.get("price", float("inf"))

    order = sorted(offers, key=key)
    assert [row["code"] for row in report["offers"]] == [offer["code"] for offer, _, _ in order], "the order"
    for got, row in zip(report["offers"], order):
        offer, state, total = row
        place = 1 + sum(key(other) < key(row) for other in offers) if state == "judged" else None
        assert got["state"] == state and got["place"] == place, f"{offer['code']}: {got['state']} {got['place']}, not {state} {place}"
        assert (got["total"] is None) == (total is None), f"{offer['code']}: total"
        assert total is None or Decimal(str(got["total"])) == hundredths(total), f"{offer['code']}: total {got['total']} {total}"
    for trace in ["need", "goal", "clause", "test"]:
        assert report[f"found_in_{trace}"] == sum(trace in r.get("traces_to", "").split(";") for r in asked), trace
    assert report["traced"] == sum("traces_to" in r for r in asked), "traced"


# ---- F20 ----

def latest(register, benefit):
    """Outcome and realised value as measured last; of one day the one that was entered last."""
    outcome, realised, day = benefit.get("outcome"), benefit.get("realised_value"), benefit.get("measured")
    for m in register.below("measurement", "benefit", benefit["code"]):
        if m["measured"] <= TODAY and (day is None or m["measured"] >= day):
            outcome, realised, day = m.get("outcome"), m.get("realised_value"), m["measured"]
    return outcome, realised


def value_of(register, benefit):
    """(reached as a fraction, realised in öre)"""
    outcome, realised = latest(register, benefit)
    low, high = benefit.get("baseline"), benefit.get("target")
    reached = None if None in (outcome, low, high) or low == high else Fraction(outcome - low, high - low)
    if realised is None and reached is not None and "yearly_value" in benefit:
        share = reached * benefit["yearly_value"]
        realised = int(Decimal(share.numerator / Decimal(share.denominator)).quantize(Decimal(1), ROUND_HALF_UP))
    return reached, realised


def follow_ups(register, benefit):
    delivered = register.find("opportunity", benefit["opportunity"]).get("delivered")
    if delivered is None:
        return []
    days = [m["measured"] for m in register.below("measurement", "benefit", benefit["code"]) if m["measured"] <= TODAY]
    days += [benefit["measured"]] if "measured" in benefit else []
    points = []
    for at, months in enumerate(MONTHS):
        begins = add_months(delivered, months - 1)
        ends = add_months(delivered, MONTHS[at + 1] - 1) if at + 1 < len(MONTHS) else datetime.date.max
        within = sorted(day for day in days if begins <= day < ends)
        day = add_months(delivered, months)
        state = "done" if within else "ahead" if TODAY <= day else "overdue" if TODAY < ends else "left_out"
        points.append((benefit["code"], day.isoformat(), state, within[0].isoformat() if within else None))
    return points


def compare_benefits(register, report):
    benefits = register.rows["benefit"]
    target = realised = 0
    by_code = {row["code"]: row for row in report["benefits"]}
    for benefit in benefits:
        reached, value = value_of(register, benefit)
        got = by_code[benefit["code"]]
        assert (got["reached"] is None) == (reached is None), f"{benefit['code']}: reached"
        assert reached is None or Decimal(str(got["reached"])) == hundredths(100 * reached), f"{benefit['code']}: {got['reached']}"
        assert got["realised"] == (None if value is None else f"{Decimal(value) / 100:.2f}"), f"{benefit['code']}: realised"
        if benefit.get("due", datetime.date.max) <= TODAY and "yearly_value" in benefit:
            target += benefit["yearly_value"]
            realised += value or 0
    assert ore(report["target_due"]) == target and ore(report["realised"]) == realised, "sums"
    assert (report["realisation"] is None) == (target == 0), "realisation"
    assert not target or Decimal(str(report["realisation"])) == hundredths(Fraction(100 * realised, target)), "realisation"
    got = [(row["code"], row["day"], row["state"], row["measured"]) for row in report.get("follow_ups", [])]
    assert sorted(got, key=str) == sorted((p for b in benefits for p in follow_ups(register, b)), key=str), "following up"


# ---- rounds ----

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

    def ask(*words):
        return json.loads(run(program, *words, *common, "--format", "json"))

    about = "priority"
    try:
        compare_ranking(register, ask("priority"))
        for opportunity in register.rows["opportunity"]:
            about = f"offers {opportunity['code']}"
            if register.below("requirement", "opportunity", opportunity["code"]):
                compare_offers(register, opportunity["code"], ask("offers", opportunity["code"]))
        about = "report benefits"
        compare_benefits(register, ask("report", "benefits"))
    except AssertionError as difference:
        sys.exit(f"seed {seed}, {about}: {difference}\nkept in {place}")
    shutil.rmtree(place)


def main():
    program, directory, seed, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    for i in range(rounds):
        play(program, directory, seed + i)
    print(f"what is weighed in {rounds} registers is what the oracle says")


main()
