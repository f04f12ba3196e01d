"""Costs over six years: budget for every year, actual for the years closed, a forecast for the year that runs."""
from base import TODAY, YEARS, Stream, kr

_SHARES = {"saas": {"licence": 0.82, "administration": 0.18},
           "hosted": {"licence": 0.48, "operation": 0.34, "support": 0.06, "administration": 0.12},
           "own": {"licence": 0.42, "operation": 0.36, "support": 0.08, "administration": 0.14},
           "shared": {"licence": 0.7, "administration": 0.3}}
_CLASS = {"development": "develop", "training": "improve", "change_management": "develop", "integration": "improve",
          "acquisition": "develop", "procurement": "develop", "migration": "develop"}
_NO_COSTS = ("Röstmottagarregister", "Feriejobb", "Klimatuppföljning", "Lösenordsvalv", "Adressregister", "Meröppet")
_OVERRUN = ("Integrationsplattform", "Kontaktcenterplattform", "Trygghetslarm", "Extern webbplats",
            "Bemanningsplanering")


def add_costs(sample):
    stream = Stream("costs")
    for code, row in sample.notes["row_of"].items():
        if row["cost"] and row["name"] not in _NO_COSTS:
            _add_running(sample, stream, code, row)
    _add_once(sample, stream)
    _add_shared(sample)


def _years_of(sample, code, row):
    system = sample.system.row(code)
    last = system["retired_on"].year + 1 if "retired_on" in system else \
        system["planned_retirement"].year if "planned_retirement" in system else max(YEARS)
    return [year for year in YEARS if row["since"] <= year <= max(last, 2026 if "retired_on" not in system else last)]


def _add_running(sample, stream, code, row):
    payer = sample.notes["units"][sample.notes["department"][row["department"]]]
    contract = sample.notes["main_contract"].get(row["name"])
    for kind, share in _SHARES[row["hosting"]].items():
        level = row["cost"] * 1000 * share
        if level < 12000:
            continue
        common = dict(system=code, kind=kind, payer=payer, account=_account(kind), funding=_funding(stream, row, kind))
        common["class"] = "run"
        common["direction"] = "internal" if kind == "administration" else "external"
        for year in _years_of(sample, code, row):
            _add_year(sample, stream, row, common, contract, year, level * 1.035 ** (year - 2026))


def _account(kind):
    return {"licence": "5420", "operation": "6540", "support": "6541", "administration": "5010", "development": "6550",
            "acquisition": "1010", "training": "7610"}.get(kind, "6590")


def _funding(stream, row, kind):
    if row["unit"].startswith("IT-"):
        return "frame"
    return "internal_charge" if kind == "operation" and stream.chance(0.5) else "operating"


def _add_year(sample, stream, row, common, contract, year, level):
    over = 1.16 if row["name"] in _OVERRUN else 1.0
    sample.cost.add(year=year, basis="budget", certainty="agreed" if contract else "estimated", amount=kr(level),
                    **common)
    if year < TODAY.year and not stream.chance(0.03):
        sample.cost.add(year=year, basis="actual", certainty="booked", **common,
                        amount=kr(level * over * (0.95 + 0.09 * stream.fraction()), 100))
    elif year == TODAY.year and common["kind"] != "support":
        sample.cost.add(year=year, basis="forecast", certainty="estimated", **common,
                        amount=kr(level * over * (0.97 + 0.08 * stream.fraction())))


def _add_once(sample, stream):
    """Development, training and change around the systems; acquisition and migration where one was brought in."""
    for code, row in sample.notes["row_of"].items():
        if not row["cost"] or row["name"] in _NO_COSTS or sample.system.row(code)["phase"] == "retired":
            continue
        for year in (2023, 2024, 2025, 2026, 2027):
            if year >= row["since"] and stream.chance(0.22 if row["criticality"] >= 3 else 0.1):
                _add_single(sample, stream, code, row, year, "development",
                            row["cost"] * (0.06 + 0.2 * stream.fraction()))
                if stream.chance(0.35):
                    _add_single(sample, stream, code, row, year, "training", row["cost"] * 0.03)
                if stream.chance(0.15):
                    _add_single(sample, stream, code, row, year, "change_management", row["cost"] * 0.04)
            if year >= row["since"] and row["criticality"] >= 3 and stream.chance(0.08):
                _add_single(sample, stream, code, row, year, "integration", row["cost"] * 0.07)
        if row["since"] >= 2022:
            _add_single(sample, stream, code, row, row["since"], "acquisition", row["cost"] * 1.1)
            _add_single(sample, stream, code, row, row["since"], "migration", row["cost"] * 0.3)
    systems = sample.notes["systems"]
    for name, year, kind, tkr in (("Gemensam lärplattform", 2026, "procurement", 420),
                                  ("Gemensam lärplattform", 2027, "acquisition", 2400),
                                  ("Gemensam lärplattform", 2027, "migration", 900),
                                  ("Gemensam lärplattform", 2027, "training", 650),
                                  ("Nytt hyressystem", 2027, "procurement", 260),
                                  ("Lärplattform", 2027, "exit", 180), ("Faxserver", 2025, "exit", 25),
                                  ("Hemtjänstplanering", 2026, "business_time", 310),
                                  ("Utredning barn", 2026, "business_time", 240),
                                  ("Lönesystem", 2026, "procurement", 380)):
        _add_single(sample, stream, systems[name], sample.notes["row_of"][systems[name]], year, kind, tkr)


def _add_single(sample, stream, code, row, year, kind, tkr):
    amount = tkr * 1000
    if amount < 5000:
        return
    common = dict(system=code, year=year, kind=kind, account=_account(kind),
                  payer=sample.notes["units"][sample.notes["department"][row["department"]]],
                  funding="investment" if kind == "acquisition" else "operating")
    common["class"] = _CLASS.get(kind, "run")
    common["direction"] = stream.weighted([("external", 3), ("internal", 1)])
    sample.cost.add(basis="budget", certainty="estimated", amount=kr(amount), **common)
    if year < TODAY.year:
        sample.cost.add(basis="actual", certainty="booked", amount=kr(amount * (0.9 + 0.25 * stream.fraction()), 100),
                        **common)


def _add_shared(sample):
    """What is paid for a contract, a service or an object as a whole."""
    notes = sample.notes
    for year in YEARS:
        if year < 2023:
            continue
        amount = 5200 * 1.03 ** (year - 2023)
        if year == 2023:
            amount *= 8 / 12
        _whole(sample, year, amount, "operation", "external", contract=notes["operation_contract"])
    for name, tkr in (("Försörjningsstöd", 120), ("E-tjänster", 240), ("Medborgarservice", 180)):
        for year in (2025, 2026, 2027):
            _whole(sample, year, tkr, "development", "internal", service=notes["services"][name])
    for name, tkr in (("Individ och familj", 380), ("Skola och förskola", 420), ("Ekonomi och inköp", 300),
                      ("IT-plattform", 520)):
        for year in (2024, 2025, 2026, 2027):
            _whole(sample, year, tkr, "administration", "internal", object=notes["objects"][name])


def _whole(sample, year, tkr, kind, direction, **about):
    common = dict(year=year, kind=kind, direction=direction, account=_account(kind),
                  payer=sample.notes["units"]["Kommunledningsförvaltningen"], funding="frame", **about)
    common["class"] = _CLASS.get(kind, "run")
    sample.cost.add(basis="budget", certainty="agreed", amount=kr(tkr * 1000), **common)
    if year < TODAY.year:
        sample.cost.add(basis="actual", certainty="booked", amount=kr(tkr * 1000 * 1.01, 100), **common)
