"""Reads the schema tables (include/model/*.def), so that the sample is judged by what the program has."""
import glob
import os
import re

_MODEL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "include", "model")


class Field:
    def __init__(self, name, kind, line, choices):
        self.name, self.kind = name, kind
        self.required, self.unique, self.internal = (f".{flag} = true" in line for flag in
                                                     ("required", "unique", "internal"))
        self.wanted = ".wanted = true" in line
        self.target = _named(line, "target = E_")
        self.choices = choices.get(_named(line, "CHOICES_"), [])
        group = re.search(r"\.one_of = (\d+)", line)
        self.one_of = int(group[1]) if group else 0
        bounds = [re.search(rf"\.{end} = (-?\d+)", line) for end in ("min", "max")]
        self.low, self.high = (int(bound[1]) if bound else None for bound in bounds)
        before = re.search(r'\.not_before = "(\w+)"', line)
        self.not_before = before and before[1]


def _named(line, mark):
    found = re.search(mark + r"(\w+)", line)
    return found and found[1]


def _text(name):
    with open(os.path.join(_MODEL, name), encoding="utf-8") as file:
        return file.read()


def _choices():
    found = {"yesno": ["yes", "no"], "answer": ["yes", "no", "partly", "unknown"]}
    for name, choice in re.findall(r"^CHOICE\((\w+), \d+, (\w+)", _text("choices.def"), re.M):
        found.setdefault(name, []).append(choice)
    return found


def read_schema():
    """entity -> (code prefix, {field name: Field}); empty where there is no schema to read."""
    entities, choices = {}, _choices()
    for path in sorted(glob.glob(os.path.join(_MODEL, "schema", "*.def"))):
        rows = re.split(r"^(?=ENTITY\(|FIELD\(|END\()", _text(os.path.join("schema", os.path.basename(path))),
                        flags=re.M)
        for row in rows:
            entity = re.match(r'ENTITY\((\w+), \d+, "(\w+)"', row)
            field = re.match(r"FIELD\((\w+), \d+, (\w+), (\w+)", row)
            if entity:
                entities[entity[1]] = (entity[2], {})
            elif field:
                entities[field[1]][1][field[2]] = Field(field[2], field[3], row, choices)
    return entities
