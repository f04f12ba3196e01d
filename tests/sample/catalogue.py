"""The catalogue sample: the products that the sample's components are made of, in endoflife.date's v1 shape."""
import datetime
import json
import os

_HERE = os.path.dirname(os.path.abspath(__file__))
SEEN = datetime.date(2026, 11, 19)


def normal(text):
    """How product names are compared: without case, spaces, '-', '_' and '.'."""
    return "".join(c for c in text.lower() if c not in " -_.")


def read_products():
    """[{name, label, category, aliases, releases: [{cycle, released, eoas, eol, lts}]}]; dates as text, '-' and '!'."""
    products = []
    with open(os.path.join(_HERE, "products.txt"), encoding="utf-8") as file:
        for line in file:
            if line.startswith("#"):
                continue
            if not line.startswith(" "):
                name, label, category, aliases = line.rstrip("\n").split("|")
                products.append(dict(name=name, label=label, category=category,
                                     aliases=[a for a in aliases.split(",") if a], releases=[]))
                continue
            cells = line.split()
            products[-1]["releases"].append(dict(zip(("cycle", "released", "eoas", "eol"), cells), lts=len(cells) > 4))
    return products


def _over(date):
    return date == "!" or (date != "-" and date < SEEN.isoformat())


def _known(date):
    return date if date not in ("-", "!") else None


def _release(row):
    out = {"name": row["cycle"], "codename": None, "label": row["cycle"], "releaseDate": row["released"],
           "isLts": row["lts"], "ltsFrom": None}
    if row["eoas"] != "-":
        out.update(isEoas=_over(row["eoas"]), eoasFrom=_known(row["eoas"]))
    out.update(isEol=_over(row["eol"]), eolFrom=_known(row["eol"]), isMaintained=not _over(row["eol"]), latest=None)
    return out


def catalogue_text():
    """One release a line, so that a change shows as one line in a diff."""
    products = read_products()
    parts = []
    for product in products:
        head = {"name": product["name"], "aliases": product["aliases"], "label": product["label"],
                "category": product["category"], "tags": [product["category"]], "identifiers": []}
        releases = ",\n".join("    " + json.dumps(_release(row), ensure_ascii=False) for row in product["releases"])
        parts.append("  " + json.dumps(head, ensure_ascii=False)[:-1] + ', "releases": [\n' + releases + "\n  ]}")
    head = f'{{"schema_version": "1.2.1", "generated_at": "{SEEN}T04:10:00+00:00", "total": {len(products)}, "result": ['
    return head + "\n" + ",\n".join(parts) + "\n]}\n"


def cycles_by_name(own_releases=()):
    """normal name -> [(cycle, last day of support held or None, supported with no end known)], catalogue and own."""
    found = {}
    for product in read_products():
        cycles = [(row["cycle"], _last_day(row["eol"]), row["eol"] == "-") for row in product["releases"]]
        for name in [product["name"], product["label"]] + product["aliases"]:
            found[normal(name)] = cycles
    for name, cycle, security_end in own_releases:
        found.setdefault(normal(name), []).append((cycle, security_end, False))
    return found


def _last_day(eol):
    """Ended on an unknown day counts as ended on the day before it was first seen so."""
    if eol == "!":
        return SEEN - datetime.timedelta(days=1)
    return None if eol == "-" else datetime.date.fromisoformat(eol)


def match(cycles, version):
    """The longest cycle that is a prefix of the version at a part boundary."""
    fitting = [row for row in cycles if version == row[0] or (version.startswith(row[0]) and
                                                              not version[len(row[0])].isalnum())]
    return max(fitting, key=lambda row: len(row[0]), default=None)


def longer_supported(cycles, own, held):
    """Whether another cycle of the product is supported longer than the last day held (None: not known)."""
    return any(open_ended and (held is None or SEEN > held) or end is not None and (held is None or end > held)
               for cycle in cycles if cycle is not own for _, end, open_ended in [cycle])
