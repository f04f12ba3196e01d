"""Tables, random streams and month arithmetic that every part of the sample is made with."""
import csv
import datetime
import io
import os
import random

from fields import ENTITIES, PREFIXES

_HERE = os.path.dirname(os.path.abspath(__file__))
TODAY = datetime.date(2026, 11, 22)
YEARS = range(2022, 2028)


def day(text):
    return datetime.date.fromisoformat(text)


def add_months(start, months):
    """Same day of the month, clamped to the month's last day."""
    month = start.year * 12 + start.month - 1 + months
    year, month = divmod(month, 12)
    first_of_next = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_of_next - datetime.timedelta(days=1)).day
    return datetime.date(year, month + 1, min(start.day, last))


def term_end(start, months):
    return add_months(start, months) - datetime.timedelta(days=1)


def days(number):
    return datetime.timedelta(days=number)


class Money(int):
    """Whole kronor; written with two decimals."""


class Decimal(float):
    """Written with two decimals."""


def kr(amount, step=1000):
    return Money(int(round(amount / step)) * step)


class Stream:
    """A random stream of its own for each subject, so that a change in one part does not stir another."""

    def __init__(self, name):
        self._random = random.Random("exempelkommun:" + name)

    def fraction(self):
        return self._random.random()

    def chance(self, share):
        return self._random.random() < share

    def between(self, low, high):
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, sequence):
        return sequence[int(self._random.random() * len(sequence))]

    def weighted(self, pairs):
        """One of [(value, weight)]."""
        mark = self._random.random() * sum(weight for _, weight in pairs)
        for value, weight in pairs:
            mark -= weight
            if mark < 0:
                return value
        return pairs[-1][0]

    def some(self, sequence, count):
        """Up to `count` different items, in random order."""
        left = list(sequence)
        return [left.pop(int(self._random.random() * len(left))) for _ in range(min(count, len(left)))]

    def date(self, first, last):
        return first + days(self.between(0, max(0, (last - first).days)))

    def workday(self, first, last):
        found = self.date(first, last)
        return found - days(max(0, found.weekday() - 4))

    def month_end(self, low, high):
        """The last day of a month, `low` to `high` months ahead."""
        return term_end(add_months(TODAY, self.between(low, high)).replace(day=1), 1)


def first_number(entity):
    """Codes begin with 1; but the first person of a register is whoever made it."""
    return 2 if entity == "person" else 1


class Table:
    """The records of one entity, coded in the order they are added."""

    def __init__(self, entity):
        self.entity, self.prefix, self.fields = entity, PREFIXES[entity], ENTITIES[entity]
        self.first, self.rows = first_number(entity), []

    def add(self, **values):
        unknown = set(values) - set(self.fields)
        if unknown:
            raise KeyError(f"{self.entity} has no field {sorted(unknown)}")
        row = {"code": f"{self.prefix}-{self.first + len(self.rows):04d}"}
        row.update({name: value for name, value in values.items() if value is not None})
        self.rows.append(row)
        return row["code"]

    def row(self, code):
        return self.rows[int(code.rsplit("-", 1)[1]) - self.first]

    def text(self):
        """The file's text: columns in the schema's order, those that are empty throughout left out."""
        used = [name for name in self.fields if any(name in row for row in self.rows)]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["code"] + used)
        for row in self.rows:
            writer.writerow([text_form(row.get(name)) for name in ["code"] + used])
        return out.getvalue()


def text_form(value):
    if value is None:
        return ""
    if value is True or value is False:
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, Money):
        return f"{int(value)}.00"
    if isinstance(value, (list, tuple)):
        return ";".join(text_form(item) for item in value)
    return str(value)


class Sample:
    """Every table, and what one part leaves for the next (`notes`)."""

    def __init__(self):
        self.tables = {entity: Table(entity) for entity in ENTITIES}
        self.notes = {}

    def __getattr__(self, entity):
        try:
            return self.__dict__["tables"][entity]
        except KeyError:
            raise AttributeError(entity) from None

    def files(self):
        return {f"{entity}.csv": table.text() for entity, table in self.tables.items() if table.rows}


def text_rows(text):
    """The cells of a table written in a text, '|' between."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().split("\n")]


def file_rows(name, columns):
    """The rows of a table in a file beside this one, as dictionaries; '#' begins a comment."""
    with open(os.path.join(_HERE, name), encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
    return [dict(zip(columns, line.split("|"))) for line in lines]


def write_files(directory, files):
    os.makedirs(directory, exist_ok=True)
    for name in os.listdir(directory):
        if name.endswith(".csv") and name not in files:
            os.remove(os.path.join(directory, name))
    for name, text in files.items():
        with open(os.path.join(directory, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)
