"""What each group of rules should find in the sample, by plain conditions of its own: not the program's rules."""
from datetime import timedelta

from base import TODAY, add_months
from clock import LIVE, Register, current_end, number, terminated_end

_DAY = TODAY.isoformat()


def _ahead(months):
    return add_months(TODAY, months).isoformat()


def _count(rows, holds):
    return sum(bool(holds(row)) for row in rows)


class _Facts:
    """The tables with the look-ups that the conditions share."""

    def __init__(self, tables):
        self.tables, self.register = tables, Register(tables, TODAY)
        self.live = [row for row in tables["system"] if row["phase"] in LIVE]
        self.critical = [row for row in self.live if number(row["criticality"]) >= 3]
        self.contracts = [row for row in tables["contract"] if row["kind"] == "agreement"]
        self.gone = {row["code"] for row in tables["person"] if row["active_to"] and row["active_to"] < _DAY}
        self.leaving = {row["code"] for row in tables["person"] if row["active_to"] and row["active_to"] < _ahead(6)}
        self.ends = {row["code"]: self.register.support_ends(row) for row in tables["component"]}
        self._holders = {}
        for row in tables["assignment"]:
            about = row["system"] or row["service"] or row["object"] or row["contract"]
            self._holders.setdefault((about, row["role"]), []).append(row)

    def of(self, row, role):
        return self._holders.get((row["code"], role), [])

    def last_notice_days(self):
        return [add_months(current_end(row, TODAY), -number(row["notice_months"])) for row in self.contracts
                if row["renewal"] == "tacit" and row["end"] and not row["terminated"]]

    def options_left(self, row):
        return len(list(filter(None, row["option_months"].split(";")))) - number(row["options_used"])

    def managers(self):
        """person -> how many systems they manage."""
        found = {}
        for row in self.tables["assignment"]:
            if row["role"] == "system_manager" and row["system"]:
                found[row["person"]] = found.get(row["person"], 0) + 1
        return found


def _ownership(facts):
    tables, live = facts.tables, facts.live
    return {
        "no owner": _count(live, lambda r: not facts.of(r, "system_owner")),
        "no manager": _count(live, lambda r: not facts.of(r, "system_manager")),
        "owner has left": _count(live, lambda r: any(a["person"] in facts.gone for a in facts.of(r, "system_owner"))),
        "owner without deputy": _count(live, lambda r: any(not a["deputy"] for a in facts.of(r, "system_owner"))),
        "manager with more than 10": sum(count > 10 for count in facts.managers().values()),
        "no business developer": _count(live, lambda r: not facts.of(r, "business_developer")),
        "service without owner": _count(tables["service"], lambda r: not facts.of(r, "system_owner")),
        "object without owner": _count(tables["object"], lambda r: not facts.of(r, "system_owner")),
        "contract without owner": _count(facts.contracts, lambda r: not facts.of(r, "contract_owner")),
        "review overdue": _count(live, lambda r: r["reviewed"] and r["reviewed"] < _ahead(-12)),
    }


def _obsolescence(facts):
    tables, ends = facts.tables, facts.ends
    components = tables["component"]
    sensitive = {row["system"] for row in tables["information"] if row["personal_data"] == "sensitive"}
    ended = {row["system"] for row in components if ends[row["code"]] and ends[row["code"]] < TODAY}
    return {
        "ended": _count(components, lambda r: ends[r["code"]] and ends[r["code"]] < TODAY),
        "ends within a year": _count(components, lambda r: ends[r["code"]] and
                                     TODAY <= ends[r["code"]] < add_months(TODAY, 12)),
        "to be answered by replacing": _count(components, lambda r: r["remedy"] == "replace_system"),
        "version unknown": _count(components, lambda r: not r["version"]),
        "not in catalogue": _count(components, lambda r: not facts.register.release_of(r)[0]),
        "past planned retirement": _count(facts.live, lambda r: r["planned_retirement"] and
                                          r["planned_retirement"] < _DAY),
        "product standing": _count(tables["product"], lambda r: r["standing"] not in ("", "approved")),
        "sensitive data on ended component": len(sensitive & ended),
        "exposed through critical integration": _count(tables["integration"], lambda r: r["critical"] == "yes" and
                                                       (r["from_system"] in ended or r["to_system"] in ended)),
    }


def _agreements(facts):
    tables, contracts, notice = facts.tables, facts.contracts, facts.last_notice_days()
    shares = {}
    for row in tables["contract_system"]:
        if row["share"]:
            shares[row["contract"]] = shares.get(row["contract"], 0) + number(row["share"])
    return {
        "last notice day within 90 days": sum(TODAY <= day <= add_months(TODAY, 3) for day in notice),
        "last notice day within 30 days": sum(TODAY <= day <= TODAY + timedelta(days=30) for day in notice),
        "option to be called": _count(contracts, lambda r: facts.options_left(r) > 0 and _DAY <= add_months(
            current_end(r, TODAY), -number(r["option_notice_months"])).isoformat() <= _ahead(3)),
        "last option running": _count(contracts, lambda r: r["option_months"] and facts.options_left(r) == 0),
        "expired but in use": _count(contracts, lambda r: r["end"] and r["renewal"] == "none" and r["end"] < _DAY and
                                     not r["option_months"] and "tidigare" not in r["name"]),
        "terminated and in use": _count(contracts, lambda r: r["terminated"] and terminated_end(r) < TODAY),
        "not signed": _count(contracts, lambda r: not r["signed"] and "tidigare" not in r["name"]),
        "system without contract": _count(facts.live, lambda r: r["supplier"] and not facts.register.mains(r["code"])),
        "no exit terms": _count(contracts, lambda r: not r["exit_terms"]),
        "data return not yes": _count(contracts, lambda r: r["data_return"] not in ("", "yes")),
        "index above 5 %": _count(contracts, lambda r: float(r["index_percent"] or 0) > 5),
        "ceiling above 80 %": _count(tables["contract"], lambda r: r["ceiling"] and
                                     float(r["called_off"] or 0) > 0.8 * float(r["ceiling"])),
        "changes above a tenth": _count(contracts, lambda r: sum(float(c["amount"]) for c in tables["contract_change"]
                                        if c["contract"] == r["code"]) > 0.1 * float(r["total_value"] or 1e12)),
        "shares not 100": sum(total != 100 for total in shares.values()),
    }


def _exit(facts):
    live = facts.live
    suppliers = [row["supplier"] for row in facts.critical if row["supplier"]]
    return {
        "no exit plan": _count(facts.critical, lambda r: not r["exit_plan"]),
        "plan untested": _count(live, lambda r: r["exit_plan"] and r["exit_tested"] < _ahead(-12)),
        "export untested": _count(live, lambda r: r["data_export"] == "yes" and r["export_tested"] < _ahead(-24)),
        "data not owned": _count(live, lambda r: r["data_owned"] == "no"),
        "no open standards": _count(live, lambda r: r["open_standards"] == "no"),
        "no open API": _count(live, lambda r: r["open_api"] == "no"),
        "no data export": _count(live, lambda r: r["data_export"] == "no"),
        "supplier of more than 5 critical": sum(suppliers.count(code) > 5 for code in set(suppliers)),
    }


def _knowledge(facts):
    live = facts.live
    return {
        "rests on one person": _count(live, lambda r: r["key_person"]),
        "that person leaves": _count(live, lambda r: r["key_person"] in facts.leaving),
        "no documentation": _count(live, lambda r: r["documentation"] in ("no", "unknown")),
        "documentation older than 12 months": _count(live, lambda r: r["documented"] and r["documented"] < _ahead(-12)),
        "few skills on critical": _count(facts.critical, lambda r: r["skills"] in ("few", "none")),
        "no rights to code": _count(live, lambda r: r["rights_to_code"] == "no"),
    }


def _duties(facts):
    tables, live = facts.tables, facts.live
    archived = {row["system"] for row in tables["retirement_step"] if row["kind"] == "archive_decision" and row["done"]}
    essential = [row for row in live if row["essential"] == "yes"]
    return {
        "not classified": _count(live, lambda r: not r["classified"]),
        "classification overdue": _count(live, lambda r: r["classify_next"] and r["classify_next"] < _DAY),
        "essential without exit plan": _count(essential, lambda r: not r["exit_plan"]),
        "essential without tested continuity": _count(essential, lambda r: r["continuity_plan"] != "yes" or
                                                      r["continuity_tested"] < _ahead(-12)),
        "risk assessment missing": _count(live, lambda r: not r["risk_assessed"]),
        "risk assessment overdue": _count(live, lambda r: r["risk_next"] and r["risk_next"] < _DAY),
        "impact assessment needed": _count(live, lambda r: r["impact_assessment"] == "needed"),
        "no processing agreement": _count(facts.contracts, lambda r: r["processing_agreement"] in ("no", "unknown")),
        "controller missing": _count(tables["information"], lambda r: not r["controller"]),
        "third country": _count(live, lambda r: r["third_country"] in ("yes", "partly")),
        "accessibility not checked": _count(live, lambda r: r["accessibility"] and not r["accessibility_checked"]),
        "AI without purpose or control": _count(live, lambda r: r["uses_ai"] == "yes" and (
            not r["ai_purpose"] or r["ai_human_control"] != "yes")),
        "retired without archive decision": _count(tables["system"], lambda r: r["phase"] == "retired" and
                                                   r["code"] not in archived),
        "significant incident not reported": _count(tables["incident"], lambda r: r["significant"] == "yes" and
                                                    not r["reported"]),
    }


def _permissions(facts):
    return {"holder has left": _count(facts.tables["permission"], lambda r: r["person"] in facts.gone and
                                      not r["removed"])}


def _quality(facts):
    systems = facts.tables["system"]
    return {
        "phase contradicts dates": _count(facts.live, lambda r: r["retired_on"] or (r["pilot_until"] or _DAY) < _DAY),
        "likely duplicates": sum(row["name"].lower() + "et" == other["name"].lower() for row in systems
                                 for other in systems),
        "unknown on critical": _count(facts.critical, lambda r: "unknown" in r.values()),
    }


def flaws(tables):
    """group and flaw -> how many records."""
    facts = _Facts(tables)
    groups = {"OWN": _ownership, "OBS": _obsolescence, "CON": _agreements, "EXI": _exit, "KNO": _knowledge,
              "LAW": _duties, "PER": _permissions, "REG": _quality}
    return {f"{group} {name}": count for group, find in groups.items() for name, count in find(facts).items()}
