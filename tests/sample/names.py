"""Names of fictitious people, composed of common ones; surnames of the landscape kind, each combination used once."""
import unicodedata

_FIRST = """
Anna Karin Eva Maria Kristina Lena Ingrid Marianne Sara Emma Elin Linnea Hanna Malin Jenny Åsa Ulrika Camilla Helena
Susanne Monica Birgitta Annika Cecilia Therese Frida Ida Johanna Matilda Josefin Amanda Klara Elsa Moa Agnes Ebba
Fatima Leila Amina Nadia Samira Zahra Yasmin Katarina Sofia Pia Gunilla Carina Madeleine Lisbeth Berit Ann-Sofie
Erik Lars Karl Anders Per Mikael Johan Olof Nils Jan Peter Gustav Hans Fredrik Daniel Jonas Mattias Henrik Andreas
Magnus Stefan Marcus Niklas Tobias Patrik Martin Viktor Oskar Emil Axel Simon Filip Hugo Anton Jakob Elias Rasmus
Ahmed Hassan Ali Omar Yusuf Mehmet Goran Dragan Tomasz Roger Kent Bengt Leif Göran Kjell Sven Rolf Torbjörn
"""
_LAST = """
Lindqvist Sjögren Bergström Lundgren Holmgren Åkesson Söderberg Nyström Hedlund Sandberg Wallin Nordin
Blomqvist Öberg Dahlgren Ekholm Granlund Hägglund Isaksson Jernberg Kvist
Ljung Malmqvist Nordgren Palmqvist Rosén Stenberg Tengström Ulfsson Viklund Westerberg Ågren Östlund Åström
Bäckman Edlund Fransson Gradin Ingvarsson Josefsson Klasén Lövgren Näslund Oskarsson Pålsson
Skoglund Tillberg Törnqvist Wikström Ängström Claesson Danielsson Ekdahl Fridén Grahn Hammar Höglund
Almgren Boman Cronholm Dufvenberg Frisk Gidlöf Hallberg Hjort Lagerqvist Lejon Norling Ottosson Rask
Brodd Ekroth Furuland Gillberg Hultgren Kallin Lindblad Mossberg Nygårds Sundelius Tjäder Vallberg Åbrink Öhrn
Said Haddad Rahimi Demir Kovač Nowak Tesfaye Mohamud Hosseini Petrović
"""
_PLAIN = str.maketrans("åäöéčćÅÄÖ", "aaoeccaao")


def login_of(name):
    plain = unicodedata.normalize("NFC", name).lower().translate(_PLAIN)
    return plain.replace(" ", ".")


class Names:
    def __init__(self, stream, taken):
        self._stream, self._taken = stream, set(taken)
        self._first, self._last = _FIRST.split(), _LAST.split()

    def new(self):
        while True:
            name = f"{self._stream.pick(self._first)} {self._stream.pick(self._last)}"
            if name not in self._taken:
                self._taken.add(name)
                return name
