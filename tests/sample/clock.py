"""The contract and decision clocks, worked out from the files alone and apart from the program. DOMAIN 3.1 and 3.3."""
import datetime
from typing import NamedTuple

from base import add_months, term_end
from catalogue import cycles_by_name, longer_supported, match, normal

NEEDS = 6
PROCUREMENT = {"open": 12, "framework": 6, "direct": 2, "in_house": 1}
INTRODUCTION = {"4": 12, "3": 9, "2": 6, "1": 3}
LIVE = ("", "introduction", "pilot", "in_use", "phase_out")
STANDING = ("decided", "running", "delivered", "realised")
ONE_DAY = datetime.timedelta(days=1)


def date(text):
    return datetime.date.fromisoformat(text) if text else None


def number(text):
    return int(text) if text else 0


def end_with_options(row, used):
    months = [int(part) for part in row.get("option_months", "").split(";") if part]
    return term_end(date(row["end"]) + ONE_DAY, sum(months[:used])) if sum(months[:used]) else date(row["end"])


def renewed_end(row, base, first_day, notice=0):
    """The first end, renewed tacitly from `base`, that is on or after `first_day` with notice still possible."""
    period, k = number(row.get("renewal_months")), 0
    end = base
    while period and add_months(end, -notice) < first_day:
        k += 1
        end = term_end(base + ONE_DAY, k * period)
    return end


def current_end(row, today):
    if row.get("running") == "yes" or not row["end"]:
        return None
    base = end_with_options(row, number(row.get("options_used")))
    return renewed_end(row, base, today) if row.get("renewal") == "tacit" else base


def boundary(day, kind):
    if kind == "month_end":
        return term_end(day.replace(day=1), 1)
    if kind == "quarter_end":
        return term_end(day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1), 3)
    return day.replace(month=12, day=31) if kind == "year_end" else day


def terminated_end(row):
    given = date(row["terminated"])
    kind = row.get("notice_to") or ("term_end" if row.get("renewal") == "tacit" else "any_day")
    if not row.get("notice_months"):
        return current_end(row, given)
    earliest = add_months(given, number(row["notice_months"]))
    if kind == "term_end":
        return renewed_end(row, end_with_options(row, number(row.get("options_used"))), earliest)
    return boundary(earliest, kind)


class Register:
    """The files as lists of rows, with the look-ups the clock needs."""

    def __init__(self, tables, today):
        self.tables, self.today = tables, today
        names = {row["code"]: row["name"] for row in tables["product"]}
        self.cycles = cycles_by_name(
            (names[row["product"]], row["cycle"], date(row["security_end"]))
            for row in tables["release"])
        self.contracts = {row["code"]: row for row in tables["contract"]}
        self.of_system = {name: self._by(name, "system") for name in ("component", "contract_system", "licence")}
        self.of_system["integration"] = self._by("integration", "from_system")
        self.of_system["integration to"] = self._by("integration", "to_system")

    def _by(self, entity, column):
        found = {}
        for row in self.tables[entity]:
            found.setdefault(row[column], []).append(row)
        return found

    def mains(self, system):
        return [self.contracts[row["contract"]] for row in self.of_system["contract_system"].get(system, [])
                if row.get("part") == "main"]

    def in_force(self, row):
        if date(row["start"]) > self.today:
            return False
        end = terminated_end(row) if row.get("terminated") else current_end(row, self.today)
        return end is None or end >= self.today

    def release_of(self, row):
        cycles = self.cycles.get(normal(row["product"]), [])
        return cycles, match(cycles, row.get("version") or "")

    def support_ends(self, row):
        found = self.release_of(row)[1]
        vendor = found[1] if found and found[1] else date(row.get("vendor_end"))
        return date(row.get("extended_end")) or vendor

    def longer_supported(self, row):
        return longer_supported(*self.release_of(row), self.support_ends(row))

    def to_be_replaced(self, row):
        if row.get("remedy") in ("upgrade", "supplier_version"):
            return False
        return row.get("remedy") == "replace_system" or not self.longer_supported(row)

    def lead(self, system):
        months = [PROCUREMENT.get(row.get("next_procurement"), 12) for row in self.mains(system["code"])
                  if self.in_force(row)] or [12]
        introduction = number(system.get("introduction_months")) or INTRODUCTION.get(system["criticality"], 9)
        return NEEDS + max(months) + introduction


def _contract_musts(register, system):
    """(kind, about, day, name, answered) of each main contract that ends by itself."""
    mains = register.mains(system)
    standing = [row for row in mains if register.in_force(row)]
    ended = sorted((row for row in mains if not register.in_force(row) and date(row["start"]) <= register.today),
                   key=lambda row: terminated_end(row) if row.get("terminated") else current_end(row, register.today))
    for row in standing or ended[-1:]:
        started = bool(row.get("procurement_started"))
        if row.get("terminated"):
            yield "contract_end", row["code"], terminated_end(row), row["name"], started
        elif row.get("running") != "yes" and row.get("renewal") != "tacit":
            yield "contract_end", row["code"], end_with_options(row, 99), row["name"], started


def _component_musts(register, system):
    for row in register.of_system["component"].get(system, []):
        if register.to_be_replaced(row):
            ends = [end for end in (register.support_ends(row), date(row.get("own_end"))) if end]
            if ends:
                yield "support_end", row["code"], min(ends), row["product"], False


def _licence_musts(register, system):
    pools = {}
    for row in register.of_system["licence"].get(system, []):
        if row.get("renewal") == "none" and row.get("end"):
            pools.setdefault(row.get("pool") or row["code"], []).append((date(row["end"]), row["code"]))
    for pool, lots in pools.items():
        yield "licence_end", max(lots)[1], max(lots)[0], f"licence {pool}", False


def _musts(register, system):
    code = system["code"]
    yield from _component_musts(register, code)
    yield from _licence_musts(register, code)
    yield from _contract_musts(register, code)
    for row in register.of_system["integration"].get(code, []) + register.of_system["integration to"].get(code, []):
        if row.get("critical") == "yes" and row.get("support_end"):
            yield "integration_end", row["code"], date(row["support_end"]), row["name"], False
    if system.get("planned_retirement"):
        yield "planned_retirement", code, date(system["planned_retirement"]), "planned retirement", False


def _doors(register, system, lead):
    """(decide_by, name) of each main contract and licence renewed tacitly, by the first end still usable; of those that
    run until further notice without a day."""
    contracts = [row for row in register.mains(system["code"])
                 if register.in_force(row) and not row.get("terminated") and row.get("running") != "yes"]
    for row in register.mains(system["code"]):
        if register.in_force(row) and row.get("running") == "yes" and not row.get("terminated") \
                and not _decided(register, system["code"], datetime.date.max):
            yield None, row["name"]
    for row in contracts + register.of_system["licence"].get(system["code"], []):
        if row.get("renewal") != "tacit" or not row.get("end"):
            continue
        notice, base = number(row.get("notice_months")), end_with_options(row, number(row.get("options_used")))
        end = base
        while add_months(end, -lead) < register.today or add_months(end, -notice) < register.today:
            end = renewed_end(row, base, end + ONE_DAY)
        if _decided(register, system["code"], end):
            continue
        yield min(add_months(end, -lead), add_months(end, -notice)), row["name"]


def _taken_up(register):
    """(kind, about) of every trigger that an opportunity in hand names."""
    standing = {row["code"] for row in register.tables["opportunity"] if row["stage"] in STANDING}
    return {(row["kind"], row["about"]) for row in register.tables["opportunity_trigger"]
            if row["opportunity"] in standing}


def _decided(register, system, trigger):
    """Whether a decision about the system stands: until its follow-up, or until the trigger's day."""
    for row in register.tables["decision"]:
        if system in row["about"].split(";") and row["outcome"] in ("approved", "let_run", "give_notice", "use_option"):
            if (date(row.get("follow_up")) or trigger) >= register.today:
                return True
    return False


class Clock(NamedTuple):
    state: str       # passed, now, soon, open, decided, none
    decide_by: object
    force: str       # must, may: a door; nothing where the state is none
    name: str        # of the trigger


def _state(decide_by, today):
    if decide_by < today:
        return "passed"
    return "now" if decide_by <= add_months(today, 3) else "soon" if decide_by <= add_months(today, 12) else "open"


def _door_state(decide_by, today):
    return "soon" if decide_by and (decide_by - today).days <= 90 else "open"


def decision_clock(register, system):
    """The Clock of one system; None where its phase has none."""
    if system.get("phase", "") not in LIVE:
        return None
    lead, taken, today = register.lead(system), _taken_up(register), register.today
    musts = list(_musts(register, system))
    open_ = [(add_months(end, -lead), name) for kind, about, end, name, answered in musts
             if not answered and (kind, about) not in taken and not _decided(register, system["code"], end)]
    if open_:
        decide_by, name = min(open_)
        return Clock(_state(decide_by, today), decide_by, "must", name)
    doors = sorted(_doors(register, system, lead), key=lambda door: (door[0] is None, door))
    if doors:
        decide_by, name = doors[0]
        return Clock(_door_state(decide_by, today), decide_by, "may", name)
    return Clock("decided", None, "must", musts[0][3]) if musts else Clock("none", None, "", "")
