"""Contracts: main contracts whose clocks stand where they should, and the agreements around them."""
from base import TODAY, Stream, add_months, day, days, kr, term_end


_PROCUREMENT_MONTHS = {"open": 12, "framework": 6, "direct": 2, "in_house": 1}
# systems whose main contract another system's contract holds: first name -> [(system, share)]
_SHARED = {
    "Ekonomisystem": [("Ekonomisystem", 85), ("Fakturahantering", 15)],
    "Lönesystem": [("Lönesystem", 95), ("Rehabiliteringsstöd", 5)],
    "Elevregister": [("Elevregister", 75), ("Frånvaroanmälan", 15), ("Schemaplanering skola", 10)],
    "Handläggning försörjningsstöd": [("Handläggning försörjningsstöd", 40), ("LSS-handläggning", 20),
                                      ("Omsorgsavgifter", 20), ("Familjerättsstöd", 10), ("Överförmyndarstöd", 10)],
    "Inköp och beställning": [("Inköp och beställning", 50), ("Upphandlingsstöd", 30), ("Avtalsdatabas", 10)],
    "Geodataplattform": [("Geodataplattform", 60), ("Kartportal", 15), ("Planregister", 25)],
    "Vårddokumentation": [("Vårddokumentation", 60), ("Patientdokumentation", 40)],
}
_WITHOUT = ("Elevhälsodokumentation", "Ritningsarkiv", "Belysningsstyrning", "Kulturskoleregister", "Skuldrådgivning",
            "Telefonväxel")
_STATES = [("door", 36), ("running", 11), ("far", 22), ("options", 14), ("express", 5), ("answered", 5), ("soon", 7)]
_TERMS = (36, 48, 48, 60, 72)
# contracts with stated terms: those of the desk, and those that a rule should find
_STATED = {
    "Utredning barn": dict(start="2018-07-01", end="2028-06-30", renewal="none", next_procurement="framework",
                           procurement="open", bids=4, valid_bids=3, yearly_cost=1180000),
    "Familjehemsregister": dict(start="2019-01-01", end="2022-12-31", renewal="tacit", renewal_months=12,
                                notice_months=6),
    "E-tjänst försörjningsstöd": dict(start="2018-04-01", end="2021-03-31", renewal="tacit", renewal_months=12,
                                      notice_months=3, yearly_cost=412000, procurement="framework"),
    "E-tjänst orosanmälan": dict(start="2020-10-01", renewal="none", running=True, notice_months=3,
                                 notice_to="month_end"),
    "Handläggning försörjningsstöd": dict(start="2022-01-01", end="2027-12-31", renewal="none",
                                          option_months=[24, 24], options_used=0, option_notice_months=6),
    "Hemtjänstplanering": dict(start="2023-01-01", end="2029-12-31", renewal="none", yearly_cost=765000),
    "Mobil hemtjänst": dict(start="2023-05-01", end="2026-04-30", renewal="tacit", renewal_months=12, notice_months=9),
    "Vuxenutredning": dict(start="2019-10-01", end="2027-09-30", renewal="none", notice_months=6),
    "Miljöärenden": dict(start="2020-01-01", end="2024-12-31", renewal="none", option_months=[24, 12],
                         options_used=2, option_notice_months=6),
    "Kassa och entré": dict(start="2020-09-01", end="2026-08-31", renewal="none"),
    "Bibliotekssystem": dict(start="2017-02-01", end="2020-01-31", renewal="tacit", renewal_months=12,
                             notice_months=6, terminated="2025-07-15"),
    "Intranät": dict(start="2015-03-01", renewal="none", running=True, notice_months=6),
    "Synpunkter och felanmälan": dict(start="2023-06-01", end="2027-05-31", renewal="none", option_months=[24, 24],
                                      options_used=0, option_notice_months=4),
    "Kostplanering": dict(start="2019-03-01", end="2023-02-28", renewal="tacit", renewal_months=12, notice_months=3),
    "Skolskjutsplanering": dict(start="2021-02-01", end="2025-01-31", renewal="tacit", renewal_months=12,
                                notice_months=1),
    "Hyressystem": dict(start="2019-01-01", end="2028-12-31", renewal="none"),
    "Lärplattform": dict(start="2018-08-01", end="2022-07-31", renewal="tacit", renewal_months=12, notice_months=6,
                         terminated="2026-09-30"),
    "Samarbetsyta": dict(start="2020-05-01", renewal="none", running=True, notice_months=12, notice_to="year_end"),
    "Ekonomisystem": dict(start="2022-07-01", end="2028-06-30", renewal="none", option_months=[24, 12, 12],
                          options_used=0, option_notice_months=12),
    "Lönesystem": dict(start="2021-01-01", end="2028-12-31", renewal="express", renewal_months=24, notice_months=12,
                       procurement_started="2026-09-14"),
    "Elevregister": dict(start="2020-07-01", end="2024-06-30", renewal="tacit", renewal_months=24, notice_months=12),
}
_REGISTRIES = {"KLF": "KS", "SOC": "SN", "VOO": "VON", "BUF": "BUN", "SBF": "SBN", "MIL": "MHN", "KFF": "KFN",
               "TEK": "TN", "AMV": "AVN", "BOS": "EB", "ENE": "EEV"}


def add_contracts(sample):
    stream = Stream("contracts")
    notes = sample.notes
    covered = {name for systems in _SHARED.values() for name, _ in systems[1:]}
    notes["main_contract"] = {}
    for row in notes["system_rows"]:
        if row["supplier"] and row["stack"] != "none" and row["name"] not in covered | set(_WITHOUT):
            _add_main(sample, stream, row)
    _add_processing_agreements(sample, stream)
    _add_operation(sample, stream)
    _add_frameworks(sample, stream)
    _add_amendments(sample, stream)
    _add_commitments(sample, stream)
    _add_changes(sample, stream)


def _add_main(sample, stream, row):
    notes, name = sample.notes, row["name"]
    if stream.chance(0.09) and name not in _STATED:
        _add_predecessor(sample, stream, row)
    terms = _stated_terms(name) or _terms(stream, row, stream.weighted(_STATES))
    cost = terms.pop("yearly_cost", None) or row["cost"] * 1000 * (0.55 + 0.3 * stream.fraction())
    values = dict(
        name=f"{name}, avtal", kind="agreement", supplier=notes["supplier"][row["supplier"]],
        unit=notes["units"][notes["department"][row["department"]]], yearly_cost=kr(cost),
        price_model=stream.weighted([("flat", 5), ("user", 4), ("inhabitant", 1), ("consumption", 1), ("case", 0.5)]),
        **_registry(stream, row, terms["start"]), **_purchase(stream, cost), **_index(stream), **_exit(stream, row))
    values.update(terms)
    if not values.get("next_procurement") and stream.chance(0.85):
        values["next_procurement"] = "open"
    months = 60 if not values.get("end") else max(12, (values["end"] - values["start"]).days // 30)
    values["total_value"] = kr(cost * months / 12, 10000)
    values["signed"] = values["start"] - days(stream.between(20, 90)) if name not in ("Meröppet",
                                                                                      "Parkeringstillstånd") \
        else None
    code = notes["main_contract"][name] = sample.contract.add(**values)
    for system, share in _SHARED.get(name, [(name, 100)]):
        sample.contract_system.add(contract=code, system=notes["systems"][system], part="main", share=share)
        notes["main_contract"][system] = code


def _stated_terms(name):
    """The stated terms with their texts as days."""
    terms = dict(_STATED.get(name, {}))
    for field in ("start", "end", "terminated", "procurement_started"):
        if field in terms:
            terms[field] = day(terms[field])
    return terms


def _lead(row, procedure):
    return 6 + _PROCUREMENT_MONTHS[procedure] + row["introduction"]


def _terms(stream, row, state):
    """The terms that put a contract's clock in the state asked for."""
    term = stream.pick(_TERMS)
    if state == "running":
        return dict(start=_first_of_month(stream, row["since"]), running=True, renewal="none",
                    notice_months=stream.pick([3, 6, 12]),
                    notice_to=stream.pick(["any_day", "month_end", "quarter_end", None]))
    if state == "door":
        start = _first_of_month(stream, max(row["since"], 2016))
        return dict(start=start, end=term_end(start, term), renewal="tacit",
                    renewal_months=stream.pick([12, 12, 12, 24, 36]), notice_months=stream.pick([3, 3, 6, 6, 9, 12]),
                    notice_to=stream.pick([None, None, "term_end"]))
    procedure = stream.weighted([("open", 7), ("framework", 4), ("direct", 1 if row["cost"] < 400 else 0)])
    months = _lead(row, procedure)
    if state == "answered":
        end = stream.month_end(months - 6, months + 2)
        return dict(_fixed(end, term), next_procurement=procedure,
                    procurement_started=stream.workday(day("2026-02-01"), day("2026-11-10")))
    if state == "soon":
        return dict(_fixed(stream.month_end(months + 2, months + 11), term), next_procurement=procedure,
                    notice_months=stream.pick([None, 6]))
    end = stream.month_end(months + 14, months + 30)
    if state == "options":
        options = stream.pick([[24], [24, 12], [12, 12], [24, 12, 12]])
        used = stream.between(0, len(options) - 1)
        first = term_end(end + days(1), -sum(options))
        while add_months(first, sum(options[:used])) < TODAY:
            used += 1
        return dict(_fixed(first, term), option_months=options, options_used=used,
                    option_notice_months=stream.pick([3, 6, 6]), next_procurement=procedure)
    terms = dict(_fixed(end, term), next_procurement=procedure, notice_months=stream.pick([None, 3, 6]))
    if state == "express":
        terms.update(renewal="express", renewal_months=12)
    return terms


def _fixed(end, term):
    start = add_months(end + days(1), -term)
    while start > TODAY - days(40):
        start = add_months(start, -12)
    return dict(start=start, end=end, renewal="none")


def _first_of_month(stream, year):
    return day(f"{min(year, 2023)}-{stream.pick(['01', '01', '03', '04', '07', '09', '10'])}-01")


def _registry(stream, row, start):
    number = stream.between(31, 940)
    return dict(number=f"A{start.year}-{number:03d}",
                registry_number=f"{_REGISTRIES[row['department']]} {start.year - 1}-{number * 3:05d}"
                if stream.chance(0.9) else None)


def _purchase(stream, cost):
    kind = stream.weighted([("open", 5), ("framework", 4), ("direct", 3 if cost < 250000 else 0.3), ("in_house", 0.1)])
    bids = stream.between(1, 6) if kind == "open" else None
    return dict(procurement=kind, bids=bids, valid_bids=max(1, bids - stream.between(0, 2)) if bids else None)


def _index(stream):
    if stream.chance(0.3):
        return {}
    return dict(index_name=stream.pick(["Tjänsteprisindex", "Konsumentprisindex", "Arbetskostnadsindex"]),
                index_percent=stream.weighted([("2", 3), ("2.50", 3), ("3", 3), ("3.80", 2), ("5.50", 0.5),
                                               ("6.20", 0.4)]))


def _exit(stream, row):
    values = {field: stream.weighted([("yes", 7), ("partly", 2), ("no", 1), ("unknown", 1.5)])
              for field in ("termination_right", "data_return", "transition_help")}
    if stream.chance(0.65):
        values["exit_terms"] = stream.pick([
            "Leverantören lämnar ut alla uppgifter i öppet format inom 30 dagar och raderar därefter.",
            "Uppgifter lämnas ut mot löpande räkning. Avtalet gäller till dess att uttaget är kontrollerat.",
            "Avvecklingsplan tas fram gemensamt sex månader före avtalets slut."])
    if stream.chance(0.3):
        values["exit_cost"] = kr(row["cost"] * 1000 * (0.15 + 0.3 * stream.fraction()), 5000)
    if row["personal"] != "none":
        values["processing_agreement"] = stream.weighted([("yes", 8), ("no", 1), ("unknown", 0.7), ("partly", 0.5)])
    return values


def _add_predecessor(sample, stream, row):
    """An earlier contract of the same system, followed by the one in force."""
    end = day(f"{stream.between(2019, 2022)}-12-31")
    start = add_months(end + days(1), -stream.pick([36, 48, 60]))
    code = sample.contract.add(
        name=f"{row['name']}, tidigare avtal", kind="agreement", supplier=sample.notes["supplier"][row["supplier"]],
        unit=sample.notes["units"][sample.notes["department"][row["department"]]], procurement="direct",
        start=start, end=end, renewal="none", yearly_cost=kr(row["cost"] * 600))
    sample.contract_system.add(contract=code, system=sample.notes["systems"][row["name"]], part="addition")


def _add_processing_agreements(sample, stream):
    notes = sample.notes
    sensitive = [row for row in notes["system_rows"] if row["personal"] == "sensitive" and row["hosting"] != "own"
                 and row["name"] in notes["main_contract"]]
    for row in stream.some(sensitive, 13):
        above = sample.contract.row(notes["main_contract"][row["name"]])
        code = sample.contract.add(
            name=f"{row['name']}, personuppgiftsbiträdesavtal", kind="data_processing", parent=above["code"],
            supplier=above["supplier"], unit=notes["units"][notes["committee"][row["department"]]],
            start=max(above["start"], day("2018-05-25")), running=True, renewal="none")
        sample.contract_system.add(contract=code, system=notes["systems"][row["name"]], part="other")


def _add_operation(sample, stream):
    notes = sample.notes
    code = sample.contract.add(
        name="Driftavtal datorhall", kind="agreement", supplier=notes["supplier"]["Molnåsen Drift AB"],
        unit=notes["units"]["IT-avdelningen"], procurement="open", bids=5, valid_bids=4, signed=day("2023-02-20"),
        start=day("2023-05-01"), end=day("2027-04-30"), renewal="none", option_months=[24, 24], options_used=0,
        option_notice_months=6, yearly_cost=kr(5200000), total_value=kr(41600000), price_model="consumption",
        index_name="Tjänsteprisindex", index_percent="3", data_return="yes", termination_right="yes",
        transition_help="yes", processing_agreement="yes", next_procurement="open", registry_number="KS 2022-00918",
        exit_terms="Leverantören medverkar vid flytt i upp till nio månader.", exit_cost=kr(650000))
    notes["operation_contract"] = code
    hosted = [row for row in notes["system_rows"] if row["hosting"] == "hosted" and row["stack"] != "none"]
    for row in hosted:
        sample.contract_system.add(contract=code, system=notes["systems"][row["name"]], part="support")
    for name, system in (("Utökad beredskap vård", "Vårddokumentation"), ("Utökad beredskap lön", "Lönesystem"),
                         ("Jour trygghetslarm", "Trygghetslarm"), ("Servicenivå telefoni", "Kontaktcenterplattform")):
        above = sample.contract.row(notes["main_contract"][system])
        level = sample.contract.add(
            name=name, kind="service_level", parent=above["code"], supplier=above["supplier"], unit=above["unit"],
            start=max(above["start"], day("2023-01-01")), running=True, renewal="none", notice_months=3,
            notice_to="month_end", yearly_cost=kr(stream.between(60, 240) * 1000))
        sample.contract_system.add(contract=level, system=notes["systems"][system], part="support")


_FRAMEWORKS = (
    # name, supplier, start, end, ceiling, called off, call-offs
    ("Ramavtal IT-konsulter", "Tallmon Konsult AB", "2024-03-01", "2028-02-29", 24e6, 20.4e6,
     ("Avrop integrationsutveckling 2026", "Avrop testledning 2026")),
    ("Ramavtal klienter och tillbehör", "Licensgården AB", "2025-01-01", "2028-12-31", 38e6, 11.2e6,
     ("Avrop elevdatorer 2026",)),
    ("Ramavtal programvarulicenser", "Licensgården AB", "2024-10-01", "2028-09-30", 32e6, 17.9e6,
     ("Avrop kontorslicenser", "Avrop serverlicenser")),
    ("Ramavtal telefoni", "Skogstele Kommunikation AB", "2022-04-01", "2027-03-31", 9e6, 7.6e6,
     ("Avrop mobilabonnemang",)),
)


def _add_frameworks(sample, stream):
    notes = sample.notes
    for name, supplier, start, end, ceiling, called, calls in _FRAMEWORKS:
        above = sample.contract.add(
            name=name, kind="framework", supplier=notes["supplier"][supplier], procurement="open", bids=7, valid_bids=6,
            unit=notes["units"]["Upphandlingsenheten"], start=day(start), end=day(end), renewal="none",
            signed=day(start) - days(40), ceiling=kr(ceiling), called_off=kr(called), data_return="yes",
            registry_number=f"KS {int(start[:4]) - 1}-{stream.between(400, 1900):05d}")
        for call in calls:
            begin = day("2026-01-01") if "2026" in call else day(start)
            code = sample.contract.add(
                name=call, kind="call_off", parent=above, supplier=notes["supplier"][supplier], procurement="framework",
                unit=notes["units"]["IT-avdelningen"], start=begin, end=min(day(end), add_months(begin, 36) - days(1)),
                renewal="none", yearly_cost=kr(stream.between(300, 2400) * 1000))
            notes.setdefault("call_off", {})[call] = code
    for call, system, part in (("Avrop kontorslicenser", "Samarbetsyta", "licence"),
                               ("Avrop serverlicenser", "Serverplattform", "licence"),
                               ("Avrop integrationsutveckling 2026", "Integrationsplattform", "addition"),
                               ("Avrop mobilabonnemang", "E-post och kalender", "other")):
        sample.contract_system.add(contract=notes["call_off"][call], system=notes["systems"][system], part=part)


def _add_amendments(sample, stream):
    notes = sample.notes
    for name, text in (("Utredning barn", "Tillägg: modul för barns delaktighet"), ("Elevregister", "Tillägg: e-betyg"),
                       ("Vårddokumentation", "Tillägg: mobilt stöd"), ("Passersystem", "Tillägg: idrottshallar"),
                       ("Ekonomisystem", "Tillägg: prognosmodul")):
        above = sample.contract.row(notes["main_contract"][name])
        start = max(above["start"] + days(200), day("2023-02-01"))
        code = sample.contract.add(
            name=f"{name}, {text[9:]}", kind="amendment", parent=above["code"], supplier=above["supplier"],
            unit=above["unit"], start=start, end=above.get("end"), running=above.get("running"), renewal="none",
            procurement="direct", yearly_cost=kr(stream.between(40, 190) * 1000), signed=start - days(15))
        sample.contract_system.add(contract=code, system=notes["systems"][name], part="addition")


_COMMITMENTS = (
    ("Tillgänglighet dygnet runt", "procent av månaden", "99,5", "monthly"),
    ("Svarstid vid kritiskt fel", "minuter", "30", "monthly"),
    ("Åtgärdad säkerhetsbrist", "dagar från känd brist", "14", "quarterly"),
    ("Export av alla uppgifter på begäran", "dagar", "30", "yearly"),
    ("Återläsningsprov", "prov per år", "1", "yearly"),
    ("Användarnöjdhet", "medel av 5", "3,8", "yearly"),
)


def _add_commitments(sample, stream):
    people = sample.notes["people"]
    mains = [sample.contract.row(code) for code in sorted(set(sample.notes["main_contract"].values()))]
    for row in stream.some([row for row in mains if row["yearly_cost"] >= 250000], 34):
        for text, measure, target, frequency in stream.some(_COMMITMENTS, stream.between(1, 3)):
            measured = stream.chance(0.6)
            sample.commitment.add(
                contract=row["code"], text=text, measure=measure, target=target, frequency=frequency,
                responsible=stream.pick(people.by_title["Systemförvaltare"]) if stream.chance(0.7) else None,
                outcome=target if measured and stream.chance(0.6) else None,
                measured=stream.workday(day("2025-11-01"), day("2026-11-10")) if measured else None)


def _add_changes(sample, stream):
    large = [row for row in sample.contract.rows if row.get("yearly_cost", 0) >= 400000 and row["kind"] == "agreement"]
    for row in stream.some(large, 16):
        for _ in range(stream.between(1, 3)):
            first = max(row["start"], day("2022-01-01"))
            sample.contract_change.add(
                contract=row["code"], date=stream.workday(first, max(first, day("2026-10-01"))),
                amount=kr(row["yearly_cost"] * (0.02 + 0.16 * stream.fraction())),
                ground=stream.pick(["17 kap. 9 § LOU", "17 kap. 10 § LOU", "Volymändring enligt avtal",
                                    "Indexuppräkning"]))
    code = sample.notes["main_contract"]["Vårddokumentation"]
    yearly = sample.contract.row(code)["yearly_cost"]
    for date in ("2024-03-12", "2025-06-18", "2026-05-05"):
        sample.contract_change.add(contract=code, date=day(date), amount=kr(yearly * 0.4), ground="17 kap. 9 § LOU")
