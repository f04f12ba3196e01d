"""What the systems are made of, and the makers' own life cycles."""
from base import TODAY, Stream, add_months, day
from catalogue import cycles_by_name, longer_supported, match, normal


# layer: product -> [(version, weight)], newest last; weights lean to what is still supported
_VERSIONS = {
    "Microsoft Windows Server": [("2012-r2", 0.5), ("2016", 3), ("2019", 7), ("2022", 6), ("2025", 1)],
    "Microsoft SQL Server": [("13.0-sp3", 0.7), ("14.0.3485", 3), ("15.0.4430", 6), ("16.0.4205", 3)],
    "Microsoft .NET Framework": [("4.6.2", 1), ("4.7.2", 3), ("4.8", 6), ("4.8.1", 3)],
    "Microsoft .NET": [("6.0.36", 0.6), ("8.0.21", 1.2), ("10.0.1", 5)],
    "Red Hat Enterprise Linux": [("7.9", 0.4), ("8.10", 5), ("9.4", 6)],
    "Oracle Database": [("12.2.0.1", 0.4), ("19.24", 6), ("21.3", 1)],
    "Ubuntu": [("20.04.6", 0.6), ("22.04.5", 5), ("24.04.2", 5)],
    "Debian": [("11.11", 0.3), ("12.9", 1), ("13.1", 4)],
    "PostgreSQL": [("13.20", 0.3), ("14.19", 1.2), ("15.14", 4), ("16.10", 4), ("17.6", 3)],
    "MariaDB": [("10.6.21", 0.8), ("10.11.11", 4), ("11.4.5", 3)],
    "MySQL": [("8.0.41", 0.5), ("8.4.4", 4)],
    "Eclipse Temurin": [("8.0.442", 2), ("11.0.26", 4), ("17.0.14", 4), ("21.0.6", 3)],
    "Apache Tomcat": [("8.5.100", 0.5), ("9.0.98", 5), ("10.1.34", 4)],
    "Red Hat JBoss Enterprise Application Platform": [("7.4.20", 0.6), ("8.0.6", 3)],
    "nginx": [("1.28.0", 0.6), ("1.30.1", 4)],
    "Apache HTTP Server": [("2.4.62", 5)],
    "Node.js": [("20.19.2", 0.7), ("22.14.0", 3), ("24.4.1", 4)],
    "PHP": [("7.4.33", 0.4), ("8.2.28", 1), ("8.3.20", 4), ("8.4.6", 4)],
    "Python": [("3.9.21", 0.4), ("3.11.11", 4), ("3.12.9", 4)],
    "Spring Boot": [("2.7.18", 0.6), ("4.0.1", 1), ("4.1.0", 3)],
    "Angular": [("19.2.5", 0.5), ("21.0.3", 3), ("22.0.1", 3)],
    "jQuery": [("2.2.4", 0.7), ("3.7.1", 4)],
    "Redis": [("7.2.7", 3), ("7.4.2", 2)],
    "Elasticsearch": [("7.17.28", 0.3), ("8.19.2", 3)],
    "Drupal": [("10.6.1", 2), ("11.4.2", 1)],
    "Moodle": [("4.1.17", 0.5), ("4.5.3", 2), ("5.1.1", 2)],
    "Microsoft Exchange": [("2019", 1)],
    "Microsoft SharePoint": [("2019", 1)],
    "Microsoft Office": [("2021", 1)],
    "Microsoft Windows": [("10-22h2", 1), ("11-24h2-e", 5), ("11-25h2-e", 2)],
    "Citrix Virtual Apps and Desktops": [("2402", 1)],
    "VMware ESXi": [("8.0.3", 1)], "VMware vCenter Server": [("8.0.3", 1)],
    "Veeam Backup & Replication": [("12.3", 1)],
    "Zabbix": [("6.0.39", 1)], "FortiOS": [("7.4.7", 3), ("7.2.11", 1)], "IBM MQ": [("9.3.0", 1)],
    "SUSE Linux Enterprise Server": [("15.6", 1), ("15.7", 4)],
}
_WINDOWS, _RHEL = "Microsoft Windows Server", "Red Hat Enterprise Linux"
_STACKS = {
    "winnet": ["application*", f"operating_system:{_WINDOWS}", "database:Microsoft SQL Server",
               "runtime:Microsoft .NET Framework|Microsoft .NET", "library:jQuery", f"operating_system:{_WINDOWS}"],
    "linjava": ["application*", f"operating_system:{_RHEL}|Ubuntu", "database:PostgreSQL", "runtime:Eclipse Temurin",
                "runtime:Apache Tomcat", "library:Spring Boot", "library:Angular"],
    "oracle": ["application*", f"operating_system:{_RHEL}|SUSE Linux Enterprise Server", "database:Oracle Database",
               "runtime:Eclipse Temurin", "runtime:Red Hat JBoss Enterprise Application Platform|Apache Tomcat"],
    "linpg": ["application*", "operating_system:Ubuntu", "database:PostgreSQL", "runtime:Python", "runtime:nginx"],
    "lin": ["application*", f"operating_system:{_RHEL}|Ubuntu", "database:PostgreSQL|MariaDB", "runtime:nginx"],
    "lamp": ["application*", "operating_system:Debian|Ubuntu", "database:MariaDB|MySQL", "runtime:PHP",
             "runtime:Apache HTTP Server", "library:jQuery"],
    "php": ["application*", "operating_system:Debian", "database:MariaDB", "runtime:PHP"],
    "node": ["application*", "operating_system:Ubuntu", "database:PostgreSQL", "runtime:Node.js", "runtime:nginx"],
    "python": ["application*", "operating_system:Ubuntu", "runtime:Python"],
    "moodle": ["application:Moodle", "operating_system:Ubuntu", "database:MariaDB", "runtime:PHP",
               "runtime:Apache HTTP Server"],
    "drupal": ["application:Drupal", "operating_system:Ubuntu", "database:MariaDB", "runtime:PHP", "runtime:nginx",
               "database:Redis"],
    "elastic": ["database:Elasticsearch", "operating_system:Ubuntu", "runtime:nginx"],
    "sharepoint": ["application:Microsoft SharePoint", f"operating_system:{_WINDOWS}", "database:Microsoft SQL Server"],
    "exchange": ["application:Microsoft Exchange", f"operating_system:{_WINDOWS}", f"operating_system:{_WINDOWS}"],
    "office": ["application:Microsoft Office", "operating_system:Microsoft Windows"],
    "windows": ["application*", f"operating_system:{_WINDOWS}", "operating_system:Microsoft Windows",
                "database:Microsoft SQL Server"],
    "citrix": ["application:Citrix Virtual Apps and Desktops", f"operating_system:{_WINDOWS}",
               "database:Microsoft SQL Server"],
    "vmware": ["operating_system:VMware ESXi", "application:VMware vCenter Server", "hardware*"],
    "veeam": ["application:Veeam Backup & Replication", f"operating_system:{_WINDOWS}", "hardware*"],
    "zabbix": ["application:Zabbix", "operating_system:Ubuntu", "database:PostgreSQL", "runtime:PHP"],
    "network": ["network:FortiOS", "network:FortiOS", "hardware*"],
    "mq": ["application*", "runtime:IBM MQ", f"operating_system:{_RHEL}", "database:PostgreSQL",
           "runtime:Eclipse Temurin"],
    "robot": ["robot*", f"operating_system:{_WINDOWS}", "runtime:Python"],
    "saas": ["application*"], "none": [],
}
# versions, remedies and ends that the desk and the rules need: (system, product) -> values
_STATED = {
    ("Hemtjänstplanering", "PostgreSQL"): dict(version="14.19", remedy="supplier_version",
                                               note="Leverantören stöder inte nyare databas."),
    ("Hemtjänstplanering", "Apache Tomcat"): dict(version="10.1.34"),
    ("Hemtjänstplanering", "Spring Boot"): dict(version="4.1.0"),
    ("Hemtjänstplanering", "Angular"): dict(version="22.0.1"),
    ("Hemtjänstplanering", "nginx"): dict(version="1.30.1"),
    ("Utredning barn", "Apache Tomcat"): dict(version="10.1.34"),
    ("Utredning barn", "Spring Boot"): dict(version="4.1.0"),
    ("Utredning barn", "Angular"): dict(version="22.0.1"),
    ("Utredning barn", "nginx"): dict(version="1.30.1"),
    ("Utredning barn", "PostgreSQL"): dict(version="14.19", remedy="upgrade", upgrade_months=3),
    ("Trygghetslarm", "PostgreSQL"): dict(version="13.20", remedy="upgrade"),
    ("E-arkiv", "PostgreSQL"): dict(version="16.10", remedy="upgrade"),
    ("Inloggningsportal", "PostgreSQL"): dict(version="14.19", remedy="upgrade"),
    ("Intranät", "Microsoft SharePoint"): dict(remedy="replace_system"),
    ("E-post och kalender", "Microsoft Exchange"): dict(remedy="upgrade", upgrade_months=9, note="Flytt planeras."),
    ("Kontorsprogram", "Microsoft Office"): dict(remedy="upgrade"),
    ("Driftövervakning vatten", "Microsoft Windows Server"): dict(
        version="2012-r2", extended_end=day("2026-10-13"), remedy="replace_system",
        note="Styrprogrammet går inte att köra på nyare version."),
    ("Vårddokumentation", "Oracle Database"): dict(version="19.24", remedy="upgrade"),
    ("Serverplattform", "VMware ESXi"): dict(own_end=day("2027-06-30"), remedy="upgrade"),
    ("Virtuell arbetsplats", "Citrix Virtual Apps and Desktops"): dict(remedy="upgrade"),
    ("Passersystem", "Microsoft SQL Server"): dict(version="13.0-sp3", remedy="upgrade",
                                                   extended_end=day("2027-07-13"), source="Utökad support köpt 2026"),
    ("Ritningsarkiv", "Microsoft Windows Server"): dict(version="2016", remedy="upgrade"),
}
_HARDWARE = {"Serverplattform": [("Värdserver H740", "2021", "2028-03-31"), ("Lagringsskåp L12", "2019", "2026-12-31")],
             "Säkerhetskopiering": [("Bandbibliotek B8", "2018", "2027-05-31")],
             "Nätverk och brandvägg": [("Kärnväxel K4", "2020", "2029-06-30"),
                                       ("Accessväxel A24", "2016", "2026-06-30")]}
# a maker's product that comes to an end with no successor: version, cycles with the last day of each
_LAST_OF_ITS_KIND = {"Ruttsnickaren Hemtjänstplanering": ("6.2", (("6", "2019-05-06", "2026-11-12"),
                                                                 ("5", "2016-03-14", "2021-12-31")))}
_NOT_IN_CATALOGUE = ("Ärendeljus", "Kartvinden", "Matsedeln", "Fordonskajen", "Passagen")
_SAAS_EXTRA = ("Bemanningsplanering", "Kontaktcenterplattform", "Lärplattform", "Läkemedelssignering")


def _app_name(row):
    """The maker's product: the first word of the company and what it does; all its e-services are one product."""
    if not row["supplier"]:
        return row["name"]
    what = "E-tjänst" if row["name"].startswith("E-tjänst ") else row["name"]
    return f"{row['supplier'].split(' ')[0]} {what}"


class _Makers:
    """The makers' own products in the register's catalogue: cycles 1 … n with the end of each."""

    def __init__(self, sample, stream):
        self._sample, self._stream, self.current = sample, stream, {}
        self.cycles = cycles_by_name()

    def version_of(self, name, row):
        if name not in self.current:
            self.current[name] = self._add(name, row)
        return self.current[name]

    def _add(self, name, row):
        stream = self._stream
        if name in _LAST_OF_ITS_KIND:
            return self._add_last(name, *_LAST_OF_ITS_KIND[name])
        major = stream.between(3, 9)
        released = stream.date(day("2021-02-01"), day("2024-06-01"))
        version = f"{major}.{stream.between(0, 9)}"
        if name.split(" ")[0] in _NOT_IN_CATALOGUE or not row["supplier"]:
            return version
        code = self._sample.product.add(name=name, category="verksamhetssystem", standing="approved")
        for step in (1, 0, -1):
            first = add_months(released, 24 * step)
            if first > TODAY:
                continue
            self._sample.release.add(product=code, cycle=str(major + step), released=first,
                                     support_end=add_months(first, 36), security_end=add_months(first, 66),
                                     is_lts=False, source="leverantörens livscykelplan")
        return version


    def _add_last(self, name, version, cycles):
        code = self._sample.product.add(name=name, category="verksamhetssystem", standing="sunset",
                                        standing_until=day("2026-11-12"))
        for cycle, released, end in cycles:
            self._sample.release.add(product=code, cycle=cycle, released=day(released), support_end=day(end),
                                     security_end=day(end), is_lts=False, source="leverantörens besked 2024-01-15")
        return version


_STANDINGS = (("postgresql", "PostgreSQL", "approved", None), ("mssqlserver", "Microsoft SQL Server", "approved", None),
              ("windows-server", "Microsoft Windows Server", "approved", None), ("rhel", _RHEL, "approved", None),
              ("ubuntu", "Ubuntu", "approved", None), ("oracle-database", "Oracle Database", "sunset",
                                                       day("2028-12-31")),
              ("debian", "Debian", "exception", day("2026-06-30")), ("jquery", "jQuery", "sunset", day("2025-12-31")),
              ("mysql", "MySQL", "denied", None), ("zabbix", "Zabbix", "approved", None),
              ("msexchange", "Microsoft Exchange", "sunset", day("2027-06-30")))


def add_products_and_components(sample):
    stream = Stream("components")
    for name, label, standing, until in _STANDINGS:
        sample.product.add(name=name, label=label, standing=standing, standing_until=until)
    makers = _Makers(sample, Stream("makers"))
    for code, row in sample.notes["row_of"].items():
        if sample.system.row(code)["phase"] not in ("idea", "procurement", "retired"):
            for number, part in enumerate(_STACKS[row["stack"]]):
                if number < 4 or row["criticality"] >= 3 or stream.chance(0.6):
                    _add_component(sample, stream, makers, code, row, part)
            for extra in _EXTRAS.get(row["stack"], ()):
                if stream.chance(0.45):
                    _add_component(sample, stream, makers, code, row, extra)


_EXTRAS = {"winnet": ["report*", "library:Microsoft .NET", f"operating_system:{_WINDOWS}"],
           "saas": ["library*"], "oracle": ["report*", "operating_system:SUSE Linux Enterprise Server"],
           "linjava": ["database:Redis", "runtime:nginx"]}


def _add_component(sample, stream, makers, code, row, part):
    layer, _, products = part.partition(":")
    if layer == "hardware*":
        for product, version, end in _HARDWARE[row["name"]]:
            sample.component.add(system=code, product=product, version=version, layer="hardware", vendor_end=day(end),
                                 remedy="upgrade", upgrade_months=12, source="leverantörens besked")
        return
    if layer.endswith("*"):
        _add_own(sample, stream, makers, code, row, layer.rstrip("*"))
        return
    product = stream.pick(products.split("|"))
    version = stream.weighted(_VERSIONS[product])
    remedy = stream.weighted([("upgrade", 6), ("unknown", 1), (None, 3)])
    if row["hosting"] == "hosted" and layer != "application":
        remedy = stream.weighted([("supplier_version", 5), ("upgrade", 4), (None, 1)])
    cycles = makers.cycles[normal(product)]
    found = match(cycles, version)
    if remedy in (None, "unknown") and not longer_supported(cycles, found, found[1]):
        remedy = "upgrade"  # the newest: with nothing stated it would count as replacing the system
    values = dict(system=code, product=product, version=version, layer=layer, remedy=remedy,
                  source=stream.weighted([("inventering", 4), ("leverantören", 2), (None, 2)]))
    if stream.chance(0.03):
        values["version"] = None
    values.update(_STATED.get((row["name"], product), {}))
    sample.component.add(**values)


def _add_own(sample, stream, makers, code, row, layer):
    if layer == "report":
        sample.component.add(system=code, product="Rapportverktyg", version=f"{stream.between(2, 5)}.0", layer=layer,
                             remedy="upgrade", vendor_end=day("2029-12-31"), source="leverantören")
        return
    if layer == "library":
        if row["name"] in _SAAS_EXTRA:
            sample.component.add(system=code, product="Angular", version="21.0.3", layer=layer,
                                 remedy="supplier_version", source="leverantörens materiallista")
        return
    product = _app_name(row)
    version = makers.version_of(product, row)
    values = dict(system=code, product=product, version=version, layer=layer,
                  remedy="supplier_version" if row["supplier"] else "upgrade")
    if row["hosting"] == "saas":
        values["version"] = version if stream.chance(0.85) else None
    if product in _LAST_OF_ITS_KIND and row["name"] == product.split(" ")[1]:
        values.update(remedy="replace_system", note="Leverantören avslutar produkten utan efterträdare.")
    if not row["supplier"]:
        values.update(vendor_end=day("2030-12-31") if stream.chance(0.5) else None, source="egen bedömning")
    sample.component.add(**values)
