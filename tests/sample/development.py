"""Goals, and the opportunities that people have made: one captured, some prepared, running, realised and refused."""
from base import Decimal, Money, day, kr

_GOALS = (
    ("Tryggt och självständigt hela livet", None, "budget", 25),
    ("Fler kan bo hemma längre", "Tryggt och självständigt hela livet", "committee_plan", 15),
    ("En skola där alla lyckas", None, "budget", 25),
    ("Lärare ska ha tid att undervisa", "En skola där alla lyckas", "committee_plan", 10),
    ("Enkelt att leva och driva företag här", None, "budget", 20),
    ("Besked samma dag", "Enkelt att leva och driva företag här", "plan", 10),
    ("Hållbar ekonomi", None, "budget", 15),
    ("Klimatneutral kommun 2040", None, "plan", 10),
    ("Robust och säker verksamhet", None, "law", 15),
)


def add_goals(sample):
    codes = sample.notes["goals"] = {}
    for name, above, source, weight in _GOALS:
        codes[name] = sample.goal.add(name=name, parent=codes.get(above), source=source, weight=weight,
                                      direction="öka", until=day("2027-12-31"))


def add_opportunities(sample):
    people, staff = sample.notes["people"], sample.notes["staff"]
    eva, anna = people.code["eva.lindqvist"], people.code["anna.berg"]
    it_lead = people.by_title["IT-chef"][0]
    for make in (_captured, _learning, _housing, _support, _pay, _night, _refused):
        make(sample, staff, eva, anna, it_lead)


def _add(sample, title, service, stage, **values):
    row = next(s for s in sample.service.rows if s["name"] == service)
    return sample.opportunity.add(title=title, service=row["code"], object=row["object"], unit=row["unit"], stage=stage,
                                  **values)


def _systems(sample, opportunity, **roles):
    for role, names in roles.items():
        for name in names:
            sample.opportunity_system.add(opportunity=opportunity, system=sample.notes["systems"][name], role=role)


def _triggers(sample, opportunity, *rows):
    for kind, about, due in rows:
        sample.opportunity_trigger.add(opportunity=opportunity, kind=kind, about=about, due=due and day(due))


def _goals(sample, opportunity, **degrees):
    for name, degree in degrees.items():
        sample.opportunity_goal.add(opportunity=opportunity, degree=degree, goal=sample.notes["goals"][
            next(goal for goal in sample.notes["goals"] if goal.lower().startswith(name.replace("_", " ")))])


def _captured(sample, staff, eva, anna, it_lead):
    code = _add(sample, "Vi skriver allt två gånger", "Hemtjänst", "received", asked_by=anna,
                received=day("2026-11-20"),
                received_by=eva, answer_due=day("2026-12-04"), answer="taken_up",
                need="Som hemtjänstplanerare behöver vi skriva en insats en gång, så att tiden går till brukarna.",
                help_wanted=["analysis", "architecture"])
    _triggers(sample, code, ("need", sample.notes["systems"]["Hemtjänstplanering"], None))
    _systems(sample, code, touched=("Hemtjänstplanering", "Vårddokumentation"))


def _learning(sample, staff, eva, anna, it_lead):
    systems = sample.notes["systems"]
    owner = staff.leaders("BUF")[1]
    code = _add(
        sample, "En lärplattform för alla elever", "Grundskola", "running", asked_by=staff.leaders("BUF")[0],
        received=day("2025-02-10"), received_by=eva, answer_due=day("2025-02-24"), answer="taken_up",
        track="business_development", size="large", sponsor=owner, it_lead=it_lead, budget=kr(4370000),
        spent=kr(386000), progress=22, health="yellow", decided=day("2025-11-26"), start=day("2026-01-12"),
        end=day("2027-07-31"), baseline_end=day("2027-06-15"), benefit_score=4, external_share=75, innovation_share=40,
        functions_kept=11, functions_changed=9, functions_new=4, process_mapped="yes", information_mapped="partly",
        digital_first="yes", old_system_ends=day("2027-12-31"), old_system_plan="extract",
        need="Som lärare behöver vi en plats för uppgifter och omdömen, så att eleven slipper tre inloggningar.",
        acceptance="En elev som byter skola behåller sina omdömen. Vårdnadshavare har en inloggning.",
        new_way_of_working="Omdömen skrivs löpande i stället för två gånger om året.",
        flows="Elevregister lämnar klasser varje natt; omdömen går tillbaka till elevregistret.",
        roles_changed="Förstelärare leder införandet på varje skola; 640 lärare utbildas i två halvdagar.",
        change_reason="Tre avtal löper ut inom ett år.")
    _triggers(sample, code, *[("planned_retirement", systems[name], end) for name, end in (
        ("Lärplattform", "2027-07-31"), ("Lärplattform gymnasiet", "2027-07-31"),
        ("Lärplattform vuxna", "2027-12-31"))],
        ("contract_end", sample.notes["main_contract"]["Lärplattform"], "2027-07-31"))
    _systems(sample, code, replaced=("Lärplattform", "Lärplattform gymnasiet", "Lärplattform vuxna"),
             touched=("Elevregister", "Identitetshantering"), used_instead=("Gemensam lärplattform",))
    _goals(sample, code, en_skola=4, lärare=5, hållbar=2)
    _alternatives(sample, code, (("keep", "Behåll tre plattformar", 5, 0, 1560, 160, 90, 40, 0, False),
                                 ("replace", "En gemensam plattform", 8, 2400, 980, 120, 60, 650, 1900, True)))
    _benefits(sample, code, owner, (("Lärartid", "time", "user", "timmar per lärare och år", 0, 30, 1450, "2028-06-30"),
                                    ("Lägre avgifter", "money", "organisation", "tkr per år", 1560, 980, 580,
                                     "2028-12-31")))
    for text, level, weight in (("Alla uppgifter ägs av kommunen och kan tas ut i öppet format", "must", None),
                                ("Öppet gränssnitt för elevregistret", "must", None),
                                ("Webbsidor uppfyller lagen om tillgänglighet till digital offentlig service", "must",
                                 None),
                                ("Inloggning med kommunens inloggningsportal", "must", None),
                                ("Omdömen kan skrivas på telefon", "should", 20),
                                ("Stöd för lättläst text", "should", 15)):
        sample.requirement.add(opportunity=code, text=text, level=level, weight=weight,
                               traces_to=["need"] if level == "should" else ["clause"])
    for title, due, done in (("Behov klart", "2026-04-30", "2026-05-12"), ("Annonsering", "2026-10-15", "2026-10-22"),
                             ("Tilldelning", "2027-01-31", None), ("Pilot på två skolor", "2027-04-15", None),
                             ("Införd", "2027-07-31", None)):
        sample.milestone.add(opportunity=code, title=title, due=day(due), done=done and day(done))
    for quarter, hours in (("2026-Q4", 320), ("2027-Q1", 480), ("2027-Q2", 620)):
        for unit in ("Grundskoleavdelningen", "IT-avdelningen"):
            sample.allocation.add(opportunity=code, unit=sample.notes["units"][unit], quarter=quarter, planned=hours,
                                  used=hours // 2 if quarter == "2026-Q4" else None, kind="assigned")


def _alternatives(sample, code, rows):
    for kind, title, years, invest, run, inside, around, change, benefit, chosen in rows:
        sample.alternative.add(
            opportunity=code, kind=kind, title=title, life_years=years, investment=_tkr(invest), yearly_run=_tkr(run),
            yearly_develop_in=_tkr(inside), yearly_develop_around=_tkr(around), change_and_training=_tkr(change),
            yearly_benefit=_tkr(benefit), chosen=chosen, why_not=None if chosen else "Löser inte behovet.")


def _tkr(amount):
    return Money(amount * 1000)


def _benefits(sample, code, owner, rows):
    payer = sample.opportunity.row(code)["unit"]
    for title, kind, beneficiary, measure, baseline, target, value, due in rows:
        sample.benefit.add(opportunity=code, title=title, kind=kind, beneficiary=beneficiary, owner=owner, payer=payer,
                           measure=measure, baseline=Decimal(baseline), target=Decimal(target),
                           yearly_value=_tkr(value), due=day(due))


def _housing(sample, staff, eva, anna, it_lead):
    code = _add(
        sample, "Uthyrning utan papper", "Uthyrning av bostäder", "decided", asked_by=staff.leaders("BOS")[0],
        received=day("2026-03-02"), received_by=eva, answer_due=day("2026-03-16"), answer="taken_up",
        track="business_development", size="small", sponsor=staff.leaders("BOS")[0], it_lead=it_lead,
        budget=kr(1450000), decided=day("2026-09-17"), start=day("2027-02-01"), end=day("2028-11-30"),
        baseline_end=day("2028-11-30"), benefit_score=3, functions_kept=14, functions_changed=6, functions_new=2,
        need="Som uthyrare behöver vi skriva kontrakt på nätet, så att flytten kan ske samma vecka.",
        acceptance="Nio av tio kontrakt skrivs under digitalt.", new_way_of_working="Visning bokas av den sökande.",
        old_system_ends=day("2028-12-31"), old_system_plan="read_only")
    _triggers(sample, code, ("planned_retirement", sample.notes["systems"]["Hyressystem"], "2028-12-31"),
              ("contract_end", sample.notes["main_contract"]["Hyressystem"], "2028-12-31"))
    _systems(sample, code, replaced=("Hyressystem",), touched=("Bostadskö",), used_instead=("Nytt hyressystem",))
    _goals(sample, code, enkelt=3, besked=4)
    _alternatives(sample, code, (("keep", "Behåll hyressystemet", 5, 0, 540, 90, 60, 0, 0, False),
                                 ("replace", "Nytt hyressystem", 10, 760, 420, 60, 30, 140, 260, True)))
    _benefits(sample, code, staff.leaders("BOS")[-1],
              (("Kortare tomtid", "money", "organisation", "dagar per lägenhet", 14, 6, 260, "2029-06-30"),))


def _support(sample, staff, eva, anna, it_lead):
    code = _add(
        sample, "Besked om försörjningsstöd på en dag", "Försörjningsstöd", "prepared", asked_by=anna,
        received=day("2026-05-11"), received_by=eva, answer_due=day("2026-05-25"), answer="taken_up",
        track="business_development", size="large", sponsor=staff.leaders("SOC")[0], benefit_score=5,
        process_mapped="yes", information_mapped="yes", digital_first="yes", external_share=90, innovation_share=50,
        need="Som sökande behöver jag besked samma dag, så att jag kan betala hyran i tid.",
        acceptance="Åtta av tio återansökningar får besked samma dag.",
        new_way_of_working="Återansökan utan ändring beslutas efter kontroll av förberett underlag.",
        help_wanted=["law", "security", "benefits"])
    _triggers(sample, code, ("need", sample.notes["services"]["Försörjningsstöd"], None))
    _systems(sample, code, touched=("Handläggning försörjningsstöd", "E-tjänst försörjningsstöd",
                                    "Robot försörjningsstöd"))
    _goals(sample, code, besked=5, enkelt=4)
    _benefits(sample, code, None, (("Snabbare besked", "service", "client", "dagar till besked", 9, 1, 0,
                                    "2028-12-31"),))
    _alternatives(sample, code, (("keep", "Som i dag", 5, 0, 1460, 120, 80, 0, 0, False),))


def _pay(sample, staff, eva, anna, it_lead):
    code = _add(
        sample, "Lön och bemanning i ett flöde", "Lön och anställning", "decided", asked_by=staff.leaders("KLF")[2],
        received=day("2025-09-08"), received_by=eva, answer_due=day("2025-09-22"), answer="taken_up",
        track="infrastructure", size="large", sponsor=staff.leaders("KLF")[2], it_lead=it_lead,
        budget=kr(9800000, 10000),
        decided=day("2026-06-10"), start=day("2026-09-01"), end=day("2028-12-31"), baseline_end=day("2028-12-31"),
        benefit_score=3, functions_kept=22, functions_changed=0, functions_new=0, health="green", progress=5,
        need="Som chef behöver jag se bemanning och lön tillsammans, så att scheman håller budget.",
        old_system_ends=day("2029-03-31"), old_system_plan="extract")
    _triggers(sample, code, ("contract_end", sample.notes["main_contract"]["Lönesystem"], "2028-12-31"))
    _systems(sample, code, replaced=("Lönesystem",), touched=("Bemanningsplanering", "Rehabiliteringsstöd"))
    _goals(sample, code, hållbar=3)


def _night(sample, staff, eva, anna, it_lead):
    owner = staff.leaders("VOO")[1]
    code = _add(
        sample, "Tillsyn på natten med bibehållen sömn", "Trygghetslarm", "realised", asked_by=staff.leaders("VOO")[0],
        received=day("2023-10-02"), received_by=eva, answer_due=day("2023-10-16"), answer="taken_up",
        track="business_development", size="small", sponsor=owner, it_lead=it_lead, budget=kr(900000), spent=kr(874000),
        progress=100, decided=day("2024-02-20"), start=day("2024-04-01"), end=day("2025-06-30"),
        baseline_end=day("2025-03-31"), delivered=day("2025-06-27"), benefit_score=4, functions_kept=2,
        functions_changed=3, functions_new=3, need="Som brukare vill jag sova ostört och ändå veta att någon ser till mig.",
        new_way_of_working="Nattpatrullen åker bara när kameran inte räcker.")
    _goals(sample, code, tryggt=5, fler=5)
    sample.benefit.add(opportunity=code, title="Färre nattbesök", kind="quality", beneficiary="client", owner=owner,
                       measure="besök per natt", baseline=Decimal(64), target=Decimal(30), outcome=Decimal(34),
                       yearly_value=_tkr(720),
                       due=day("2026-03-31"), measured=day("2026-04-20"))
    sample.benefit.add(opportunity=code, title="Mindre bilkörning", kind="money", beneficiary="organisation",
                       measure="mil per år", baseline=Decimal(4100), target=Decimal(2300), yearly_value=_tkr(95),
                       due=day("2026-06-30"))


def _refused(sample, staff, eva, anna, it_lead):
    _add(sample, "Egen app för felanmälan", "Gator och trafik", "rejected", asked_by=staff.leaders("TEK")[1],
         received=day("2026-02-16"), received_by=eva, answer_due=day("2026-03-02"), answer="no",
         need="Som gatuingenjör vill jag få bilder med läge direkt från den som felanmäler.",
         cause_of_rejection="Finns redan i Synpunkter och felanmälan.", rejected_until=day("2027-03-02"))
