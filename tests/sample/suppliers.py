"""The suppliers, all made up, with organisation numbers whose check digit is right."""
from base import Stream
from names import login_of


_SUPPLIERS = """
Nordvik Data AB;Granåsen System AB;Tallmon Konsult AB;Bäckdal Programvara AB;Välfärdskod i Norr AB;Omsorgslogik AB
Lärstigen Utbildningssystem AB;Kartvinden Geoinformation AB;Ekporten Ekonomistöd AB;Lönekammaren AB;Arkivbron AB
Ärendeljus AB;Fastighetslod AB;Byggtavlan AB;Biblioteksro AB;Bokalokalen AB;Miljöpejl AB;Matsedeln Data AB
Vattenspegeln Automation AB;Elvinden Mätteknik AB;Molnåsen Drift AB;Skogstele Kommunikation AB;Nätfyren Säkerhet AB
Licensgården AB;Skrivstugan Utskrift AB;Trygghetslyktan AB;Signerat i Svealand AB;Formulärverket AB;Webbkvarnen AB
Rekryteringsloftet AB;Fordonskajen AB;Parkeringslyftan AB;Larmsmeden AB;Ruttsnickaren AB;Medicinlisten AB
Valvakten Data AB;Kundrösten AB;Intervallen Bemanning AB;Passagen Säkerhetssystem AB;Inköpsgläntan AB
Kulturkistan Data AB;Hyresrummet Data AB;Avfallsrutten AB;Språngbrädan Programvara AB;Testgläntan AB
"""


def luhn_digit(nine):
    """The check digit of a Swedish organisation number's first nine digits."""
    total = 0
    for place, figure in enumerate(nine):
        product = int(figure) * (2 if place % 2 == 0 else 1)
        total += product - 9 if product > 9 else product
    return (10 - total % 10) % 10


def add_suppliers(sample):
    """Organisation numbers lie in a part of the series that is not handed out (5599…)."""
    stream = Stream("suppliers")
    names = [name for line in _SUPPLIERS.strip().split("\n") for name in line.split(";")]
    codes = sample.notes["suppliers"] = []
    for name in names:
        nine = f"5599{stream.between(10000, 99999)}"
        word = login_of(name.split(" ")[0])
        codes.append(sample.supplier.add(
            name=name, organisation_number=f"{nine[:6]}-{nine[6:]}{luhn_digit(nine)}", country="SE",
            contact=f"kundtjanst@{word}.example"))
    group = sample.supplier.add(name="Hedenvind Koncern AB", country="SE", organisation_number="559900-0006")
    for number in (1, 4, 5):
        sample.supplier.row(codes[number])["part_of"] = group
    sample.supplier.add(name="Skogstele Kommunikation", country="SE", contact="order@skogstele.example",
                        notes="Gammal post; samma företag som Skogstele Kommunikation AB.")
    codes.append(sample.supplier.add(
        name="Fjordlys Software AS", country="NO", contact="support@fjordlys.example",
        notes="Norskt bolag; avtal på svenska, tvist vid svensk domstol."))
    sample.notes["supplier"] = {row["name"]: row["code"] for row in sample.supplier.rows}
