"""The municipality itself: committees and their departments, companies, divisions, workplaces."""
from base import Stream, day, kr, text_rows


# key | committee | department | employees | budget Mkr
_DEPARTMENTS = """
KLF|Kommunstyrelsen|Kommunledningsförvaltningen|186|214
SOC|Socialnämnden|Socialförvaltningen|312|418
VOO|Vård- och omsorgsnämnden|Vård- och omsorgsförvaltningen|1148|912
BUF|Barn- och utbildningsnämnden|Barn- och utbildningsförvaltningen|1324|1126
SBF|Samhällsbyggnadsnämnden|Samhällsbyggnadsförvaltningen|74|68
MIL|Miljö- och hälsoskyddsnämnden|Miljöförvaltningen|31|27
KFF|Kultur- och fritidsnämnden|Kultur- och fritidsförvaltningen|118|132
TEK|Tekniska nämnden|Tekniska förvaltningen|246|287
AMV|Arbetsmarknads- och vuxenutbildningsnämnden|Arbetsmarknadsförvaltningen|96|104
"""
_COMPANIES = """
BOS|Exempelbostäder AB|38|146
ENE|Exempel Energi och Vatten AB|64|238
"""
# key | division
_DIVISIONS = """
KLF|Ekonomiavdelningen
KLF|HR-avdelningen
KLF|IT-avdelningen
KLF|Kansliavdelningen
KLF|Kommunikationsavdelningen
KLF|Digitaliseringsenheten
KLF|Upphandlingsenheten
KLF|Säkerhetsenheten
SOC|Barn och familj
SOC|Ekonomiskt bistånd
SOC|Vuxenenheten
SOC|Verksamhetssystem social välfärd
VOO|Hemtjänsten
VOO|Särskilda boenden
VOO|LSS-verksamheten
VOO|Hälso- och sjukvårdsenheten
VOO|Avgiftsenheten
BUF|Förskoleavdelningen
BUF|Grundskoleavdelningen
BUF|Gymnasieavdelningen
BUF|Elevhälsan
BUF|Skolskjuts och administration
SBF|Bygglovsenheten
SBF|Kart- och mätenheten
SBF|Planenheten
MIL|Livsmedel och hälsoskydd
MIL|Miljöskydd
KFF|Biblioteken
KFF|Fritid och föreningsliv
KFF|Kulturskolan
TEK|Gata och park
TEK|Fastighetsavdelningen
TEK|Måltidsservice
TEK|Fordon och transporter
AMV|Vuxenutbildningen
AMV|Arbetsmarknadsenheten
AMV|Budget- och skuldrådgivningen
BOS|Uthyrning och kundservice
BOS|Förvaltning och underhåll
ENE|Vatten och avlopp
ENE|Elnät och energi
ENE|Avfall och återvinning
"""
# workplace | parent | employees | pupils
WORKPLACES = """
IT-drift|IT-avdelningen|14|
IT-support|IT-avdelningen|12|
Systemutveckling|IT-avdelningen|6|
Kontaktcenter|Kommunikationsavdelningen|11|
Hemtjänst Norr|Hemtjänsten|86|
Hemtjänst Söder|Hemtjänsten|94|
Äldreboendet Solgläntan|Särskilda boenden|72|
Äldreboendet Åbacken|Särskilda boenden|64|
Gruppbostäder Centrum|LSS-verksamheten|58|
Förskolan Blåklockan|Förskoleavdelningen|24|96
Förskolan Kotten|Förskoleavdelningen|19|74
Förskolan Ekorren|Förskoleavdelningen|21|82
Björkskolan|Grundskoleavdelningen|62|488
Ekbackeskolan|Grundskoleavdelningen|54|412
Sjöängsskolan|Grundskoleavdelningen|71|566
Tallbackens skola|Grundskoleavdelningen|38|271
Västra skolan|Grundskoleavdelningen|49|364
Exempelgymnasiet|Gymnasieavdelningen|112|1024
Stadsbiblioteket|Biblioteken|18|
Simhallen|Fritid och föreningsliv|16|
Vattenverket Källan|Vatten och avlopp|9|
"""


def add_units(sample):
    stream, units = Stream("units"), sample.notes.setdefault("units", {})

    def add(name, **values):
        units[name] = sample.unit.add(name=name, **values)

    add("Exempelkommun", kind="organisation", employees=3535, inhabitants_served=42300, budget=kr(3288e6),
        it_budget=kr(96e6), cost_centre="1000", **{"from": day("1971-01-01")})
    for number, (key, committee, department, employees, budget) in enumerate(text_rows(_DEPARTMENTS), 1):
        add(committee, kind="committee", parent=units["Exempelkommun"], controller=True, cost_centre=f"{number}000")
        add(department, kind="department", parent=units[committee], employees=int(employees),
            budget=kr(int(budget) * 1e6), it_budget=kr(int(budget) * 1e6 * (0.02 + 0.01 * stream.fraction()), 10000),
            cost_centre=f"{number}100")
        sample.notes.setdefault("department", {})[key] = department
        sample.notes.setdefault("committee", {})[key] = committee
    for key, company, employees, budget in text_rows(_COMPANIES):
        add(company, kind="company", parent=units["Exempelkommun"], controller=True, employees=int(employees),
            budget=kr(int(budget) * 1e6), it_budget=kr(int(budget) * 28e3, 10000))
        sample.notes["department"][key] = sample.notes["committee"][key] = company
    add("Överförmyndarnämnden i Exempelbygden", kind="joint_committee", parent=units["Exempelkommun"], controller=True,
        employees=6, budget=kr(8.4e6))
    _add_divisions(sample, add, stream)


def _add_divisions(sample, add, stream):
    units, divisions = sample.notes["units"], sample.notes.setdefault("divisions", {})
    for key, name in text_rows(_DIVISIONS):
        divisions.setdefault(key, []).append(name)
        add(name, kind="division", parent=units[sample.notes["department"][key]], employees=stream.between(8, 60),
            cost_centre=f"{list(sample.notes['department']).index(key) + 1}2{10 * len(divisions[key]):02d}")
    for name, parent, employees, pupils in text_rows(WORKPLACES):
        add(name, kind="workplace", parent=units[parent], employees=int(employees),
            pupils=int(pupils) if pupils else None)
    add("Exempelbygdens musiksällskap", kind="association")
    merged = "Fritid och föreningsliv"
    add("Föreningsbyrån", kind="division", parent=units["Kultur- och fritidsförvaltningen"], to=day("2024-12-31"),
        succeeded_by=units[merged], **{"from": day("2012-01-01")})
