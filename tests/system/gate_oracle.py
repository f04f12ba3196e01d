"""Random opportunities and systems, and what their gates ask, worked out anew from the table of DOMAIN 5 and F13.

gate_oracle.py PROGRAM DIRECTORY SEED ROUNDS [OPPORTUNITIES]: makes a register a round, asks the program for every gate
in it, compares the state of each question, the degree of development and the exit status, and tries the step itself:
it must be refused where something is missing, and only there. Ends with 1 and the case where they differ."""

import csv
import json
import os
import random
import shutil
import subprocess
import sys

TODAY = "2026-11-22"
ANSWERS = ["yes", "no", "partly", "unknown", None]
MUSTS = ["data_owned", "open_standards", "open_api"]
FULL = ["investment", "yearly_run", "yearly_develop_in", "yearly_develop_around", "exit_cost"]
# By track: infrastructure small and large, development small and large.
ASKED = {
    "track": "1111", "need": "1111", "acceptance": "1111", "sponsor": "1111", "it_lead": "1111",
    "alternatives": "1111", "nothing": "1111", "cost": "nfnf", "chosen": "1111", "like_for_like": "rrrr",
    "way_of_working": "-u11", "flows": "-u11", "roles": "-u11", "benefit": "-oo*", "benefit_owner": "-oo*",
    "benefit_measure": "-oo*", "benefit_baseline": "-oo*", "benefit_beneficiary": "-oo*", "benefit_date": "-oo*",
    "goal": "---1", "process_mapped": "---1", "information_mapped": "---1", "digital_first": "---1",
    "exit_plan": "bbbb", "data_owned": "bbbb", "open_standards": "bbbb", "open_api": "bbbb", "change_training": "-ssw"}
# 'n': only where something new is taken into use.
HANDED_OVER = {"owner": "1111", "manager": "1111", "documentation": "1111", "plan": "n1n1", "service_level": "n1n1",
               "budget": "n1n1", "licences": "n1n1", "permissions": "n1n1", "training": "n1n1",
               "successor_exit": "nnnn"}
PLAIN = {"need": "need", "acceptance": "acceptance", "way_of_working": "new_way_of_working", "flows": "flows",
         "roles": "roles_changed", "exit_plan": "exit_plan"}
BENEFIT = {"benefit_owner": "owner", "benefit_measure": "measure", "benefit_baseline": "baseline",
           "benefit_beneficiary": "beneficiary", "benefit_date": "due"}


class Register:
    """A register as its records, by the names of their fields."""

    def __init__(self, chance, opportunities):
        self.chance = chance
        self.records = {}
        self.ground()
        for number in range(1, 5):
            self.new_system(number)
        for number in range(1, opportunities + 1):
            self.opportunity(number)
        for number in range(1, opportunities // 3):
            self.old_system(number)

    def add(self, entity, **fields):
        fields = {name: value for name, value in fields.items() if value is not None}
        self.records.setdefault(entity, []).append(fields)
        return fields

    def maybe(self, share, value):
        return value if self.chance.random() < share else None

    def ground(self):
        self.add("unit", code="U1", name="Nämnden", kind="committee")
        for code, gone in (("P1", None), ("P2", None), ("P3", "2026-11-21")):
            self.add("person", code=code, name=f"Person {code}", login=code.lower(), active_to=gone)
        self.add("supplier", code="L1", name="Leverantör")
        self.add("forum", code="F1", name="Rådet", mandate_amount="500000")
        self.add("goal", code="G1", name="Mål", weight="5")
        for code, cost, held in (("S1", True, "no"), ("S2", False, "yes")):
            self.add("system", code=code, name=f"System {code}", phase="in_use", data_owned=held, open_standards=held,
                     open_api="partly")
            if cost:
                self.add("cost", system=code, year="2026", kind="operation", basis="actual", amount="1000")

    def new_system(self, number):
        """What could be handed over."""
        chance, code = self.chance, f"N{number}"
        often = 1.0 if number == 1 else chance.choice([0.5, 0.9])
        self.add("object", code=f"J{number}", name=f"Objekt {number}", unit="U1", side="business")
        self.add("system", code=code, name=f"Nytt {number}", object=f"J{number}",
                 phase=chance.choice(["introduction", "pilot", "in_use"]), exit_plan=self.maybe(often, "Ut"),
                 documentation=self.maybe(often, "yes") or chance.choice(ANSWERS), supplier=self.maybe(0.5, "L1"),
                 hosting=chance.choice(["own", "own", "saas", None]))
        for role in ("system_owner", "system_manager"):
            about = chance.choice([{"system": code}, {"object": f"J{number}"}])
            if chance.random() < often:
                self.add("assignment", role=role, **about,
                         person="P1" if often == 1.0 else chance.choice(["P1", "P2", "P3"]),
                         to=None if often == 1.0 else chance.choice([None, None, "2026-11-21"]),
                         trained="2026-11-01" if often == 1.0 else chance.choice([None, "2026-11-01", "2026-12-01"]))
        if chance.random() < often:
            self.add("plan", object=f"J{number}",
                     year="2026" if often == 1.0 else chance.choice(["2025", "2026", "2027"]))
        if chance.random() < often:
            self.add("contract", code=f"B{number}", name=f"Avtal {number}", supplier="L1", start="2020-01-01",
                     renewal="none", end="2030-01-01" if often == 1.0 else chance.choice(["2026-11-21", TODAY]),
                     yearly_cost=self.maybe(0.5, "100"))
            self.add("contract_system", contract=f"B{number}", system=code)
        if chance.random() < often:
            self.add("cost", system=code, kind="operation", basis="budget", amount="5",
                     year="2027" if often == 1.0 else chance.choice(["2026", "2027"]))
        if chance.random() < 0.5 * often:
            self.add("licence", name=f"Nylicens {number}", system=code, metric="site",
                     end=chance.choice([None, "2026-11-21", TODAY]))
        if chance.random() < often:
            self.add("permission", system=code, account="konto", level="read",
                     removed=None if often == 1.0 else chance.choice([None, "2026-11-01"]))

    def opportunity(self, number):
        """Mostly answered, and one in five wholly, so that some pass."""
        chance, code = self.chance, f"O{number}"
        much = chance.choice([0.5, 0.9, 0.97, 1.0, 1.0])
        whole = chance.random() < 0.2
        much = 1.0 if whole else much
        text = lambda: self.maybe(much, "Text")
        answer = lambda: "yes" if chance.random() < much else chance.choice(ANSWERS)
        count = lambda: chance.choice(["0", "0", "1", "4", None]) if not whole and chance.random() > 0.5 * much else "3"
        self.add("opportunity", code=code, title=f"Möjlighet {number}", stage="prepared", received="2026-01-10",
                 received_by="P1", size=self.maybe(0.5 + much / 2, chance.choice(["small", "large"])), need=text(),
                 track=self.maybe(0.5 + much / 2, chance.choice(["infrastructure", "business_development"])),
                 acceptance=text(),
                 new_way_of_working=text(), flows=text(), roles_changed=text(), exit_plan=text(),
                 sponsor=self.maybe(much, "P1" if whole else chance.choice(["P1", "P1", "P1", "P3"])),
                 it_lead=self.maybe(much, "P2" if whole else chance.choice(["P2", "P2", "P2", "P1"])),
                 process_mapped=answer(),
                 information_mapped=answer(), digital_first=answer(), work_changes=chance.choice(ANSWERS),
                 functions_kept=count(), functions_changed=count(), functions_new=count(),
                 buys=chance.choice([None, None, "yes", "no"]), change_reason=self.maybe(0.5, "Därför"),
                 urgent=self.maybe(0.2, "Lag"),
                 budget=chance.choice(["100000", "500000", "500000.01"]), **self.exception(code))
        for place in range(chance.choice([1, 2] if whole else [0, 1, 1, 2, 2, 3])):
            self.alternative(code, place, much, whole)
        for place in range(chance.choice([1, 2] if whole else [0, 1, 1, 2, 3])):
            self.benefit(code, place, much)
        for _ in range(chance.choice([0, 1, 1])):
            self.add("opportunity_goal", opportunity=code, goal="G1", degree=chance.choice(["0", "3", "5"]))
        if whole:
            self.add("opportunity_goal", opportunity=code, goal="G1", degree="1")
            self.add("opportunity_system", opportunity=code, system="S1", role="replaced")
            self.add("requirement", opportunity=code, text="Allt", level="must", secures=";".join(MUSTS))
        for _ in range(chance.choice([0, 1, 1, 2])):
            self.add("opportunity_system", opportunity=code, system=chance.choice(["S1", "S1", "S2"]),
                     role=chance.choice(["replaced", "replaced", "touched", "used_instead"]))
        for _ in range(chance.choice([0, 1, 1, 2])):
            self.add("opportunity_system", opportunity=code, system=chance.choice(["N1", "N1", "N2", "N3", "N4"]),
                     role="used_instead")
        for place in range(chance.choice([0, 0, 1, 2])):
            self.add("requirement", opportunity=code, text=f"Krav {place}",
                     level=chance.choice(["must", "must", "should"]),
                     secures=";".join(chance.sample(MUSTS, chance.randint(0, 3))) or None)

    def exception(self, code):
        chance = self.chance
        if chance.random() < 0.5:
            return {}
        kind = chance.choice(["committee", "forum", "management", "delegated"])
        decision = f"D{code}"
        self.add("decision", code=decision, title="Beslut", kind=kind, date="2026-11-01", text="Text", reason="Skäl",
                 outcome=chance.choice(["approved", "approved", "approved", "tabled"]),
                 about=chance.choice([None, code, f"{code};S1", "S1"]),
                 unit="U1" if kind == "committee" else None, forum="F1" if kind == "forum" else None,
                 decided_by="P1" if kind in ("management", "delegated") else None)
        return {"exception_decision": decision,
                "exception_until": chance.choice([None, "2026-11-21", TODAY, "2027-12-31"])}

    def alternative(self, code, place, much, whole):
        chance = self.chance
        amount = lambda: self.maybe(much, str(chance.choice([0, 900, 1000, 20000])))
        self.add("alternative", opportunity=code, title=f"Väg {place}", life_years="5",
                 kind=chance.choice(["keep", "upgrade", "replace", "replace", "develop", "merge"]),
                 chosen=chance.choice(["yes", "yes", "yes" if whole else "no"]) if place == 0 else
                 None if whole else chance.choice([None, None, None, "yes"]),
                 change_and_training=self.maybe(much, str(chance.choice([0, 100, 111, 5000]))),
                 **{field: amount() for field in FULL})

    def benefit(self, code, place, much):
        self.add("benefit", opportunity=code, title=f"Nytta {place}", owner=self.maybe(much, "P1"),
                 measure=self.maybe(much, "timmar"), baseline=self.maybe(much, "10"),
                 beneficiary=self.maybe(much, "staff"), due=self.maybe(much, "2028-01-31"))

    def old_system(self, number):
        chance, code = self.chance, f"R{number}"
        self.add("system", code=code, name=f"Gammalt {number}",
                 phase=chance.choice(["idea", "procurement", "in_use", "in_use", "phase_out", None]))
        for _ in range(chance.choice([0, 1, 1, 2])):
            self.add("retirement_step", system=code,
                     kind=chance.choice(["archive_decision", "archive_decision", "verified"]),
                     done=chance.choice([None, "2026-10-01", "2026-10-01"]))
        for place in range(chance.choice([0, 0, 1])):
            contract = f"C{number}-{place}"
            end = chance.choice([None, "2026-11-21", TODAY])
            self.add("contract", code=contract, name=contract, supplier="L1", start="2020-01-01", end=end,
                     renewal="none", running=None if end else "yes",
                     terminated=chance.choice([None, None, "2026-11-01"]))
            self.add("contract_system", contract=contract, system=code)
            if chance.random() < 0.3:
                self.add("contract_system", contract=contract, system="S1")
        for _ in range(chance.choice([0, 0, 1])):
            self.add("permission", system=code, account=f"a{len(self.records.get('permission', []))}", level="read",
                     to=chance.choice([None, "2026-11-21", TODAY]), removed=chance.choice([None, "2026-11-01"]))
        for place in range(chance.choice([0, 0, 1])):
            self.add("licence", code=f"K{number}-{place}", name=f"Licens {number}-{place}", system=code,
                     metric="named_user", period=chance.choice([None, "month", "once"]),
                     end=chance.choice([None, "2026-11-21", TODAY]))
            if chance.random() < 0.5:
                self.add("licence_use", licence=f"K{number}-{place}", person="P1",
                         to=chance.choice([None, "2026-11-21", TODAY]))
        for _ in range(chance.choice([0, 0, 1])):
            ends = [code, "S2"]
            chance.shuffle(ends)
            self.add("integration", name="Väg", from_system=ends[0], to_system=ends[1],
                     state=chance.choice([None, "in_use", "closed", "closed"]))

    def below(self, entity, **wanted):
        return [row for row in self.records.get(entity, []) if all(row.get(k) == v for k, v in wanted.items())]


class Decision:
    """What one opportunity answers of what its track asks."""

    def __init__(self, register, record):
        self.register, self.record = register, record
        code = record["code"]
        self.ways = register.below("alternative", opportunity=code)
        self.chosen = [way for way in self.ways if way.get("chosen") == "yes"]
        self.kind = self.chosen[0]["kind"] if self.chosen else None
        self.benefits = register.below("benefit", opportunity=code)
        self.goals = [goal for goal in register.below("opportunity_goal", opportunity=code) if goal["degree"] != "0"]
        self.requirements = register.below("requirement", opportunity=code)
        self.systems = register.below("opportunity_system", opportunity=code)
        self.numbers = [record.get(f"functions_{name}") for name in ("kept", "changed", "new")]
        self.moving = sum(int(number or 0) for number in self.numbers[1:])
        self.track = 2 * (record.get("track") != "infrastructure") + (record.get("size") != "small")

    def noticed(self):
        said = self.record.get("work_changes")
        return self.moving > 0 or said in ("yes", "partly") or (said != "no" and self.kind not in ("keep", "upgrade"))

    def buys(self):
        return self.record.get("buys", "yes" if self.requirements or self.kind == "replace" else "no") == "yes"

    def spared(self, how):
        return {"-": True, "u": not self.noticed(), "b": not self.buys(), "r": self.kind != "replace"}.get(how, False)

    def person(self, field):
        return self.record.get(field) in ("P1", "P2")

    def nothing(self):
        role = "replaced" if any(row["role"] == "replaced" for row in self.systems) else "touched"
        by_program = any(row["role"] == role and row["system"] == "S1" for row in self.systems)
        return by_program or any(way["kind"] == "keep" and ("investment" in way or "yearly_run" in way)
                                 for way in self.ways)

    def costed(self, full):
        def enough(way):
            if not full:
                return "investment" in way or "yearly_run" in way
            return all(field in way for field in FULL[way["kind"] == "keep":])
        return bool(self.ways) and all(enough(way) for way in self.ways)

    def decides(self, decision):
        """It is approved by somebody who has the mandate."""
        return decision["outcome"] == "approved" and (decision["kind"] in ("committee", "delegated") or (
            decision["kind"] == "forum" and float(self.record["budget"]) <= 500000))

    def allowed(self):
        decision = self.register.below("decision", code=self.record.get("exception_decision"))
        if not decision or self.record.get("exception_until", "") < TODAY:
            return False
        here = {self.record["code"]} | {row["system"] for row in self.systems}
        about = decision[0].get("about")
        return self.decides(decision[0]) and (about is None or bool(here & set(about.split(";"))))

    def cannot_wait(self):
        """Urgent, and decided by somebody who may."""
        code = self.record["code"]
        return "urgent" in self.record and any(
            self.decides(decision) and code in decision.get("about", "").split(";")
            for decision in self.register.records.get("decision", []))

    def like(self):
        """Like for like, and whether the question is answered."""
        if self.kind != "replace":
            return "not_asked", None
        known = self.numbers[1] is not None and self.numbers[2] is not None
        same = known and self.moving == 0
        if same or not ("new_way_of_working" in self.record or self.benefits):
            return ("allowed", True) if self.allowed() else ("refused", False)
        if not known and self.moving == 0:
            return "unknown", False
        return "no", known and self.numbers[0] is not None

    def benefit(self, field, all_of_them):
        if not self.benefits:
            return False
        fields = BENEFIT.values()
        chosen = self.benefits if all_of_them else [max(self.benefits, key=lambda row: sum(f in row for f in fields))]
        return all(field in row for row in chosen)

    def secured(self, must):
        if any(row["level"] == "must" and must in row.get("secures", "").split(";") for row in self.requirements):
            return True
        return must != "open_api" and any(row["role"] == "used_instead" and row["system"] == "S2"
                                          for row in self.systems)

    def training(self, with_reason, value):
        if not self.chosen or "change_and_training" not in self.chosen[0]:
            return False
        change, invested = (int(self.chosen[0].get(field, 0)) for field in ("change_and_training", "investment"))
        low = change + invested > 0 and change * 10000 // (change + invested) < value
        return not (with_reason and low) or "change_reason" in self.record

    def answered(self, question, how):
        if question in PLAIN:
            return PLAIN[question] in self.record
        if question in BENEFIT:
            return self.benefit(BENEFIT[question], how == "*")
        if question in MUSTS:
            return self.secured(question)
        if question in ("process_mapped", "information_mapped", "digital_first"):
            return self.record.get(question) == "yes"
        return {"track": lambda: "track" in self.record and "size" in self.record,
                "sponsor": lambda: self.person("sponsor"),
                "it_lead": lambda: self.person("it_lead") and self.record["it_lead"] != self.record.get("sponsor"),
                "alternatives": lambda: any(way["kind"] != "keep" or way in self.chosen for way in self.ways),
                "nothing": self.nothing, "cost": lambda: self.costed(how == "f"),
                "chosen": lambda: len(self.chosen) == 1,
                "like_for_like": lambda: self.like()[1], "benefit": lambda: bool(self.benefits),
                "goal": lambda: bool(self.goals),
                "change_training": lambda: self.training(how == "w", 1000)}[question]()

    def states(self):
        found = {}
        for question, tracks in ASKED.items():
            how = tracks[self.track]
            found[question] = ("not_asked" if self.spared(how) else
                               "answered" if self.answered(question, how) else "missing")
        return found

    def degree(self):
        """In hundredths of a per cent, cut off."""
        if self.kind != "replace" or None in self.numbers[1:]:
            return None
        if self.moving == 0:
            return 0
        if self.numbers[0] is None:
            return None
        return self.moving * 10000 // (self.moving + int(self.numbers[0]))


class HandOver:
    """What those who take over would be given."""

    def __init__(self, register, decision):
        self.register, self.decision = register, decision
        rows = decision.systems
        named = [row["system"] for row in rows if row["role"] == "used_instead"]
        if not named and not any(way["kind"] == "replace" for way in decision.chosen):
            named = [row["system"] for row in rows if row["role"] == "replaced"] or [
                row["system"] for row in rows if row["role"] == "touched"]
        self.systems = [register.below("system", code=code)[0] for code in dict.fromkeys(named)]

    def below(self, entity, system):
        return self.register.below(entity, system=system["code"])

    def people(self, system):
        rows = self.below("assignment", system) + self.register.below("assignment", object=system.get("object", "-"))
        return [row for row in rows if row["person"] != "P3" and row.get("to", "9999") >= TODAY]

    def contracts(self, system):
        rows = [self.register.below("contract", code=row["contract"])[0]
                for row in self.below("contract_system", system)]
        return [row for row in rows if row.get("end", "9999") >= TODAY and "terminated" not in row]

    def is_ours(self, system):
        return system.get("hosting") == "own" and "supplier" not in system

    def is_new(self, system):
        return system.get("phase") in ("introduction", "pilot")

    def ready(self, question, system):
        people, contracts = self.people(system), self.contracts(system)
        return {"owner": any(row["role"] == "system_owner" for row in people),
                "manager": any(row["role"] == "system_manager" for row in people),
                "documentation": system.get("documentation") == "yes",
                "plan": any(row["year"] >= "2026" for row in
                            self.register.below("plan", object=system.get("object", "-"))),
                "service_level": bool(contracts) or self.is_ours(system),
                "budget": any(row["year"] > "2026" for row in self.below("cost", system)) or
                          any("yearly_cost" in row for row in contracts),
                "licences": bool(contracts) or self.is_ours(system) or
                            any(row.get("end", "9999") >= TODAY for row in self.below("licence", system)),
                "permissions": any("removed" not in row for row in self.below("permission", system)),
                "training": any(row.get("trained", "9999") <= TODAY for row in people),
                "successor_exit": "exit_plan" in system or not self.is_new(system)}[question]

    def states(self):
        left_open = "missing" in self.decision.states().values()
        found = {"handed_over": "answered" if self.systems else "missing",
                 "urgent_answered": "not_asked" if "urgent" not in self.decision.record else
                                    "missing" if left_open else "answered"}
        new = not self.systems or any(self.is_new(system) for system in self.systems)
        ours = bool(self.systems) and all(self.is_ours(system) for system in self.systems)
        for question, tracks in HANDED_OVER.items():
            spared = (tracks[self.decision.track] == "n" and not new) or (
                ours and question in ("service_level", "licences"))
            ready = bool(self.systems) and all(self.ready(question, system) for system in self.systems)
            found[question] = "not_asked" if spared else "answered" if ready else "missing"
        return found


def retirement(register, system):
    code = system["code"]
    steps = register.below("retirement_step", system=code)
    open_until = lambda row: row.get("to", "9999") >= TODAY
    others = lambda contract: any(row["system"] == "S1" for row in register.below("contract_system", contract=contract))
    contracts = [register.below("contract", code=row["contract"])[0]
                 for row in register.below("contract_system", system=code)]
    licences = register.below("licence", system=code)
    integrations = register.below("integration", from_system=code) + register.below("integration", to_system=code)
    done = {
        "archive": any(step["kind"] == "archive_decision" and "done" in step for step in steps) and
                   all("done" in step for step in steps),
        "contracts": all("terminated" in row or row.get("end", "9999") < TODAY or others(row["code"])
                         for row in contracts),
        "permissions_removed": not any("removed" not in row and open_until(row)
                                       for row in register.below("permission", system=code)),
        "licences_released": not any((row.get("period") != "once" and row.get("end", "9999") >= TODAY) or
                                     any(open_until(use) for use in register.below("licence_use", licence=row["code"]))
                                     for row in licences),
        "integrations_closed": all(row.get("state") == "closed" for row in integrations)}
    if system.get("phase") in ("idea", "procurement"):
        return {question: "not_asked" for question in done}
    return {question: "answered" if ok else "missing" for question, ok in done.items()}


class Program:
    def __init__(self, program, store, conf):
        self.words = [program, "--store", store, "--config", conf, "--today", TODAY, "--lang", "en"]

    def run(self, *words):
        done = subprocess.run([*self.words, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def ask(self, code, kind):
        status, out, err = self.run("gate", code, "--for", kind, "--format", "json")
        assert status in (0, 1), f"status {status}: {err}"
        report = json.loads(out)
        assert report["missing"] == sum(row["state"] == "missing" for row in report["questions"]), "the sum"
        assert status == (report["missing"] > 0), f"status {status} with {report['missing']} missing"
        for row in report["questions"]:
            assert row["state"] != "missing" or row["entity"], "it does not say where the answer belongs"
        return report, {row["question"]: row["state"] for row in report["questions"]}


def compare(got, want):
    differing = [f"{question}: {got.get(question)}, not {state}" for question, state in want.items()
                 if got.get(question) != state]
    assert not differing and len(got) == len(want), "; ".join(differing) or f"{set(got) ^ set(want)}"


def try_step(program, code, change, passes):
    status, _, err = program.run("set", code, change)
    assert (status == 0) == passes, f"{change}: status {status}, {err}"
    assert passes or "this is missing" in err, err


def judge(program, register, tally):
    for record in register.records["opportunity"]:
        tally["case"] = record["code"]
        oracle = Decision(register, record)
        report, got = program.ask(record["code"], "decided")
        want = oracle.states()
        compare(got, want)
        assert report["like_for_like"] == oracle.like()[0], f"like for like: {report['like_for_like']}"
        degree = round(float(report["degree"]) * 100) if "degree" in report else None
        assert degree == oracle.degree(), f"degree {degree}, not {oracle.degree()}"
        hand_over = HandOver(register, oracle).states()
        compare(program.ask(record["code"], "delivered")[1], hand_over)
        tally["handed_over"] += "missing" not in hand_over.values()
        try_step(program, record["code"], "stage=decided", "missing" not in want.values() or oracle.cannot_wait())
        tally["passed"] += "missing" not in want.values()
    for record in register.records["system"]:
        if record["code"].startswith("R"):
            tally["case"] = record["code"]
            _, got = program.ask(record["code"], "retired")
            want = retirement(register, record)
            compare(got, want)
            try_step(program, record["code"], "phase=retired", "missing" not in want.values())
            tally["retired"] += "missing" not in want.values()


def write(register, place):
    files = []
    for entity, rows in register.records.items():
        names = sorted({name for row in rows for name in row})
        files.append(os.path.join(place, f"{entity}.csv"))
        with open(files[-1], "w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return files


def play(program, directory, seed, opportunities, tally):
    register = Register(random.Random(seed), opportunities)
    place = os.path.join(directory, str(seed))
    os.makedirs(place)
    conf = os.path.join(place, "forvalta.conf")
    with open(conf, "w", encoding="utf-8") as out:
        out.write("change_value = 10.0;\n")
    asked = Program(program, os.path.join(place, "store"), conf)
    for words in (("init",), ("import", *write(register, place))):
        status, _, err = asked.run(*words)
        assert status == 0, f"{words[0]}: {err}"
    judge(asked, register, tally)
    shutil.rmtree(place)


def main():
    program, directory, first, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    opportunities = int(sys.argv[5]) if len(sys.argv) > 5 else 40
    tally = {"case": "", "passed": 0, "handed_over": 0, "retired": 0}
    for seed in range(first, first + rounds):
        try:
            play(program, directory, seed, opportunities, tally)
        except AssertionError as wrong:
            sys.exit(f"seed {seed}, {tally['case']}: {wrong}\nthe case is kept in {directory}/{seed}")
    assert tally["passed"] > 0 and tally["retired"] > 0, "nothing ever passed: the cases prove little"
    print(f"{rounds} registers, {opportunities * rounds} opportunities: {tally['passed']} could be decided, "
          f"{tally['handed_over']} handed over")


main()
