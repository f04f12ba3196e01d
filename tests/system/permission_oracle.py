"""Random registers, and how their permissions stand, worked out anew from DOMAIN 3.7 and FORMULAS F8: each permission's
marks as figures, the position's counts and shares, the groups, and what the rules PER say.

permission_oracle.py PROGRAM DIRECTORY SEED ROUNDS: ends with 1 and the case where the program and the oracle differ."""

import calendar
import csv
import datetime
import io
import json
import os
import random
import shutil
import subprocess
import sys

TODAY = datetime.date(2026, 11, 22)
ROLES = ["Order", "Pay", "order", None]
FIGURES = ["state", "review_due", "questions", "overdue", "dormant", "orphan", "holder_left", "holder_away",
           "self_approved", "without_reason", "privileged", "in_conflict", "without_contract", "without_owner"]
ASKED = ["past_end", "holder_left", "orphan", "dormant", "overdue", "self_approved", "without_reason", "in_conflict",
         "without_contract", "without_owner", "seen_again"]


def months_on(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Register:
    def __init__(self, chance):
        self.chance = chance
        self.records = {name: [] for name in ("unit", "supplier", "contract", "person", "system", "permission", "conflict")}
        for i in range(1, 4):
            self.add("unit", code=f"UNI-{i:04}", name=f"Unit {i}")
        for i in range(1, 4):
            self.add("supplier", code=f"LEV-{i:04}", name=f"Supplier {i}",
                     part_of=self.maybe(0.4, f"LEV-{chance.randint(1, i - 1):04}") if i > 1 else None)
        for i in range(1, chance.randint(1, 4)):
            start = self.near(900, -100)
            self.add("contract", code=f"AVT-{i:04}", name=f"Contract {i}", supplier=self.pick("supplier"), start=start,
                     end=start + datetime.timedelta(chance.randint(10, 900)), renewal="none", signed=start)
        for i in range(1, chance.randint(3, 8)):
            self.make_person(i)
        for i in range(1, chance.randint(2, 5)):
            self.add("system", code=f"SYS-{i:04}", name=f"System {i}", phase=chance.choice(["in_use", "retired", None]),
                     confidentiality=self.maybe(0.5, chance.randint(0, 3)), integrity=self.maybe(0.5, chance.randint(0, 4)),
                     availability=self.maybe(0.3, chance.randint(0, 4)), traceability=self.maybe(0.3, chance.randint(0, 4)),
                     handled_elsewhere=self.maybe(0.1, "yes"))
        for i in range(1, chance.randint(2, 25)):
            self.make_permission(i)
        for i in range(1, chance.randint(1, 4)):
            self.add("conflict", code=f"CNF-{i:04}", name=f"Conflict {i}",
                     first_system=self.maybe(0.7, self.pick("system")), first_role=self.maybe(0.6, chance.choice(["ORDER", "pay"])),
                     second_system=self.maybe(0.7, self.pick("system")),
                     second_role=self.maybe(0.6, chance.choice(["order", "Pay"])),
                     severity=self.maybe(0.5, chance.choice(["low", "medium", "high"])))

    def add(self, entity, **fields):
        self.records[entity].append({name: value for name, value in fields.items() if value is not None})

    def maybe(self, share, value):
        return value if self.chance.random() < share else None

    def near(self, before, after):
        """A day around today, often on its edge."""
        if self.chance.random() < 0.2:
            return TODAY + datetime.timedelta(self.chance.choice([-1, 0, 1]))
        return TODAY + datetime.timedelta(self.chance.randint(-before, -after if after < 0 else after))

    def pick(self, entity):
        return self.chance.choice(self.records[entity])["code"]

    def make_person(self, number):
        chance = self.chance
        kind = chance.choice(["employee", "consultant", "supplier", "service_account", None])
        owners = [row["code"] for row in self.records["person"]]
        self.add("person", code=f"P-{number:04}", name=f"Person {number}", login=f"p{number}", kind=kind,
                 unit=self.maybe(0.7, self.pick("unit")),
                 supplier=self.maybe(0.6, self.pick("supplier")) if kind in ("consultant", "supplier") else None,
                 owner=chance.choice(owners) if owners and kind == "service_account" and chance.random() < 0.6 else None,
                 active_to=self.maybe(0.3, self.near(200, 200)), absent_from=self.maybe(0.2, self.near(100, 100)))

    def make_permission(self, number):
        chance = self.chance
        held = chance.random() < 0.85
        start = self.maybe(0.8, self.near(500, 20))
        later = start or datetime.date(2024, 1, 1)
        paused = self.maybe(0.15, self.near(60, 30))
        people = [row["code"] for row in self.records["person"]]
        removed = self.maybe(0.15, max(later, self.near(60, 10)))
        self.add("permission", code=f"PRM-{number:04}", system=self.pick("system"),
                 person=chance.choice(people) if held else None, account=None if held else f"acc{number}",
                 level=chance.choice(["read", "write", "administer", "emergency"]), role=chance.choice(ROLES),
                 **{"from": start}, to=self.maybe(0.3, max(later, self.near(100, 100))),
                 reason=self.maybe(0.7, "work"), approved_by=self.maybe(0.6, chance.choice(people)),
                 implemented_by=self.maybe(0.5, chance.choice(people)),
                 last_used=self.maybe(0.7, TODAY - datetime.timedelta(chance.choice([0, 1, 89, 90, 91, 200]))),
                 reviewed=self.maybe(0.6, self.edge_of_review()), suspended_from=paused,
                 suspended_to=paused + datetime.timedelta(chance.randint(0, 60)) if paused and chance.random() < 0.7 else None,
                 removed=removed, seen_again=self.maybe(0.5, self.near(20, 3)) if removed else None,
                 unlisted=self.maybe(0.3, self.near(20, 0)) if removed else None)

    def edge_of_review(self):
        day = months_on(TODAY, -self.chance.choice([3, 6, 12, 12, 24]))
        return day + datetime.timedelta(self.chance.choice([-2, -1, 0, 1, 2, 30]))

    def write(self, directory):
        paths = []
        for entity, rows in self.records.items():
            names = sorted({name for row in rows for name in row})
            path = os.path.join(directory, f"{entity}.csv")
            with open(path, "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(names)
                for row in rows:
                    writer.writerow([str(row.get(name, "")) for name in names])
            if rows:
                paths.append(path)
        return paths


class Oracle:
    def __init__(self, register):
        self.records = register.records
        self.people = {row["code"]: row for row in self.records["person"]}
        self.systems = {row["code"]: row for row in self.records["system"]}
        self.suppliers = {row["code"]: row for row in self.records["supplier"]}

    def left(self, code):
        return code is None or ("active_to" in self.people[code] and self.people[code]["active_to"] < TODAY)

    def away(self, code):
        return self.people[code].get("absent_from", datetime.date.max) <= TODAY

    def of_supplier(self, code):
        return "supplier" in self.people[code] or self.people[code].get("kind") == "supplier"

    def contract_runs(self, supplier):
        while supplier is not None:
            if any(c["supplier"] == supplier and c["start"] <= TODAY <= c["end"] for c in self.records["contract"]):
                return True
            supplier = self.suppliers[supplier].get("part_of")
        return False

    def interval(self, system):
        levels = [system.get(name, 0) for name in ("confidentiality", "integrity", "availability", "traceability")]
        highest = 4 if system.get("handled_elsewhere") == "yes" else max(levels)
        return 3 if highest >= 3 else 6 if highest == 2 else 12

    def valid(self, row):
        return (row.get("from", TODAY) <= TODAY <= row.get("to", TODAY) and
                not ("removed" in row and row["removed"] <= TODAY))

    def on_side(self, conflict, side, row):
        system, role = conflict.get(side + "_system"), conflict.get(side + "_role")
        if (system is None and role is None) or "person" not in row or not self.valid(row):
            return False
        return system in (None, row["system"]) and (role is None or role.casefold() == row.get("role", "").casefold())

    def conflicts(self, row):
        """The codes of the conflicts that the permission is part of."""
        found = set()
        for conflict in self.records["conflict"]:
            for mine, other in (("first", "second"), ("second", "first")):
                if self.on_side(conflict, mine, row) and any(
                        self.on_side(conflict, other, twin) and twin.get("person") == row["person"]
                        for twin in self.records["permission"] if twin is not row):
                    found.add(conflict["code"])
        return found

    def figures(self, row):
        figures = dict.fromkeys(FIGURES)
        if "removed" in row and row["removed"] <= TODAY:
            seen = "unlisted" not in row and row.get("seen_again", datetime.date.max) <= TODAY
            figures["state"] = "seen_again" if seen else "removed"
            figures["questions"] = 1 if seen else None
            return figures
        if row.get("from", TODAY) > TODAY:
            figures["state"] = "not_begun"
            return figures
        self.fill_holder(row, figures)
        by = row.get("approved_by")
        figures["self_approved"] = by is not None and by in (row.get("person"), row.get("implemented_by"))
        figures["without_reason"] = "reason" not in row
        figures["privileged"] = row["level"] in ("administer", "emergency")
        if row.get("to", TODAY) < TODAY:
            figures.update(state="past_end", overdue=False, in_conflict=False)
        else:
            self.fill_valid(row, figures)
        asked = dict(figures, past_end=figures["state"] == "past_end", dormant=figures["dormant"] == "yes", seen_again=False)
        figures["questions"] = sum(bool(asked[name]) for name in ASKED)
        return figures

    def fill_holder(self, row, figures):
        person = row.get("person")
        figures.update(orphan=person is None, holder_left=False, holder_away=False, without_contract=False,
                       without_owner=False)
        if person is None:
            return
        holder = self.people[person]
        figures["holder_left"] = self.left(person)
        figures["holder_away"] = not self.left(person) and self.away(person)
        figures["without_contract"] = self.of_supplier(person) and not self.contract_runs(holder.get("supplier"))
        figures["without_owner"] = holder.get("kind") == "service_account" and self.left(holder.get("owner"))

    def fill_valid(self, row, figures):
        paused = (("suspended_from" in row or "suspended_to" in row) and
                  row.get("suspended_from", TODAY) <= TODAY <= row.get("suspended_to", TODAY))
        figures["state"] = "paused" if paused else "valid"
        since = row.get("reviewed", row.get("from"))
        figures["review_due"] = None if since is None else months_on(since, self.interval(self.systems[row["system"]]))
        figures["overdue"] = figures["review_due"] is None or figures["review_due"] < TODAY
        figures["in_conflict"] = bool(self.conflicts(row))
        figures["dormant"] = "no"
        if not paused and not figures["holder_left"] and not figures["holder_away"]:
            used = row.get("last_used")
            figures["dormant"] = "unknown" if used is None else "yes" if (TODAY - used).days > 90 else "no"


def words(value):
    return {None: "", True: "yes", False: "no"}.get(value, str(value)) if not isinstance(value, int) or isinstance(
        value, bool) else str(value)


class Check:
    def __init__(self, program, store, register):
        self.program, self.store, self.register = program, store, register
        self.oracle = Oracle(register)
        self.figures = {row["code"]: self.oracle.figures(row) for row in register.records["permission"]}

    def run(self, *arguments):
        result = subprocess.run([self.program, *arguments, "--store", self.store, "--today", str(TODAY), "--lang", "en"],
                                capture_output=True, text=True, check=False, env=dict(os.environ, LANG="C"))
        if result.returncode not in (0, 1):
            raise SystemExit(f"{arguments}: {result.stderr}")
        return result.stdout

    def same(self, what, got, wanted):
        if got != wanted:
            raise SystemExit(f"{what}: the program says {got}, the oracle {wanted}")

    def check_figures(self):
        rows = csv.DictReader(io.StringIO(self.run("list", "permission", "--columns", ",".join(["code"] + FIGURES),
                                                   "--format", "csv")))
        for row in rows:
            for name in FIGURES:
                self.same(f"{row['code']} {name}", row[name], words(self.figures[row["code"]][name]))

    def standing(self, rows):
        return [row for row in rows if self.figures[row["code"]]["state"] in ("valid", "paused", "past_end")]

    def counts(self, rows):
        """Of these permissions: what stands, what is valid, how many have each figure."""
        of = [self.figures[row["code"]] for row in self.standing(rows)]
        valid = [figures for figures in of if figures["state"] != "past_end"]
        reviewed = {row["code"] for row in rows if "reviewed" in row}
        due = [code for code in (row["code"] for row in self.standing(rows))
               if self.figures[code]["state"] != "past_end" and (code in reviewed or self.figures[code]["overdue"])]
        in_time = [code for code in due if not self.figures[code]["overdue"]]
        questioned = [row for row in rows if (self.figures[row["code"]]["questions"] or 0) > 0]
        return {"standing": len(of), "valid": len(valid), "questioned": len(questioned), "due": len(due),
                "on_time": len(in_time),
                "orphan_rate": sum(f["holder_left"] or f["state"] == "past_end" for f in of),
                "breach": sum(f["self_approved"] for f in of), "administrators": sum(f["privileged"] for f in valid)}

    def check_position(self):
        rows = self.register.records["permission"]
        position = json.loads(self.run("position", "permissions", "--format", "json"))
        wanted = self.counts(rows)
        for name in ("standing", "valid", "questioned"):
            self.same(name, position[name], wanted[name])
        of = {"on_time": "due", "orphan_rate": "standing", "breach": "standing", "administrators": "valid"}
        for row in position["shares"]:
            self.same(row["share"], (row["number"], row["of"]), (wanted[row["share"]], wanted[of[row["share"]]]))

    def check_groups(self, by, key):
        groups = {}
        for row in self.register.records["permission"]:
            groups.setdefault(key(row) or "", []).append(row)
        shown = csv.DictReader(io.StringIO(self.run("position", "permissions", "--by", by, "--format", "csv")))
        got = {row["code"]: (int(row["standing"]), int(row["questioned"]), int(row["overdue"])) for row in shown}
        wanted = {}
        for code, rows in groups.items():
            counts = self.counts(rows)
            overdue = sum(bool(self.figures[row["code"]]["overdue"]) for row in self.standing(rows))
            if counts["standing"] + counts["questioned"] > 0:
                wanted[code] = (counts["standing"], counts["questioned"], overdue)
        self.same(f"by {by}", got, wanted)

    def found(self):
        """What the rules PER are to find: rule and what it is about."""
        oracle, found = self.oracle, set()
        for code, system in oracle.systems.items():
            of = [self.figures[row["code"]] for row in self.register.records["permission"] if row["system"] == code]
            valid = [f for f in of if f["state"] in ("valid", "paused")]
            for rule, holds in (("PER-01", system.get("phase") != "retired" and any(f["overdue"] for f in valid)),
                                ("PER-03", any(f["orphan"] for f in of)), ("PER-04", any(f["dormant"] == "yes" for f in of)),
                                ("PER-05", any(f["state"] == "past_end" for f in of)),
                                ("PER-06", any(f["without_reason"] for f in of)),
                                ("PER-07", any(f["self_approved"] for f in of)),
                                ("PER-09", len(valid) >= 10 and sum(f["privileged"] for f in valid) * 5 > len(valid)),
                                ("PER-12", any(f["state"] == "seen_again" for f in of))):
                if holds:
                    found.add((rule, code))
        for row in self.register.records["permission"]:
            person = row.get("person")
            if person is None or not oracle.valid(row):
                continue
            if oracle.left(person):
                found.add(("PER-02", person))
            for conflict in oracle.conflicts(row):
                found.add(("PER-08", f"{person}:{conflict}"))
            supplier = oracle.people[person].get("supplier")
            if not oracle.left(person) and self.figures[row["code"]]["without_contract"]:
                found.add(("PER-10", supplier or person))
        for code, person in oracle.people.items():
            if person.get("kind") == "service_account" and not oracle.left(code) and oracle.left(person.get("owner")):
                found.add(("PER-11", code))
        return found

    def check_rules(self):
        arguments = ["audit", "--no-write", "--format", "csv", "--rule", ",".join(f"PER-{number:02}" for number in range(1, 13))]
        rows = csv.DictReader(io.StringIO(self.run(*arguments)))
        got = {(row["rule"], row["about"] + (":" + row["detail"] if row["detail"] else "")) for row in rows}
        self.same("rules", sorted(got), sorted(self.found()))

    def all(self):
        self.check_figures()
        self.check_position()
        people = self.oracle.people
        self.check_groups("system", lambda row: row["system"])
        self.check_groups("person", lambda row: row.get("person"))
        self.check_groups("unit", lambda row: people.get(row.get("person"), {}).get("unit"))
        self.check_groups("supplier", lambda row: people.get(row.get("person"), {}).get("supplier"))
        self.check_rules()


def main():
    program, directory, seed, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    for number in range(rounds):
        place = os.path.join(directory, str(number))
        shutil.rmtree(place, ignore_errors=True)
        os.makedirs(place)
        register = Register(random.Random(seed * 1000003 + number))
        store = os.path.join(place, "store")
        check = Check(program, store, register)
        check.run("init")
        check.run("import", *register.write(place))
        try:
            check.all()
        except SystemExit as error:
            print(f"seed {seed}, round {number} ({place}): {error}")
            raise SystemExit(1) from error
        shutil.rmtree(place)
    print(f"{rounds} registers: the same")


main()
