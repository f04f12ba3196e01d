#!/usr/bin/env python3
"""Makes the sample municipality (conf/sample/): the same bytes every time. --check reads it back and judges it."""
import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import assignments  # noqa: E402
import change  # noqa: E402
import check  # noqa: E402
import components  # noqa: E402
import contracts  # noqa: E402
import decisions  # noqa: E402
import development  # noqa: E402
import governance  # noqa: E402
import integrations  # noqa: E402
import licences  # noqa: E402
import money  # noqa: E402
import people  # noqa: E402
import rights  # noqa: E402
import services  # noqa: E402
import suppliers  # noqa: E402
import systems  # noqa: E402
import units  # noqa: E402
import uses  # noqa: E402
from base import Sample, write_files  # noqa: E402
from catalogue import catalogue_text  # noqa: E402

_DEFAULT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "conf", "sample")
_CLOCKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clocks.txt")
_STEPS = (
    units.add_units, suppliers.add_suppliers, people.add_people, systems.read_systems,
    services.add_objects_and_services, services.add_volumes, systems.add_systems, uses.add_information,
    uses.add_retirement_steps, services.add_support, uses.add_usage, uses.add_valuations, uses.add_capabilities,
    components.add_products_and_components, integrations.add_integrations, contracts.add_contracts,
    licences.add_licences, assignments.add_assignments, rights.add_seats, rights.add_permissions,
    rights.add_conflicts, rights.add_reviews, money.add_costs, change.add_releases, change.add_problems,
    change.add_incidents, development.add_goals, development.add_opportunities, governance.add_forums,
    decisions.add_references, decisions.add_decisions, decisions.add_agenda, governance.add_activities,
    governance.add_events, governance.add_capacity, governance.add_assessments, governance.add_risks,
    governance.add_lessons,
)


def make():
    sample = Sample()
    for step in _STEPS:
        step(sample)
    files = sample.files()
    files["catalogue.json"] = catalogue_text()
    return files


def stale_files(directory):
    """The names of the files that are not what would be made now."""
    found = []
    for name, text in make().items():
        try:
            with open(os.path.join(directory, name), encoding="utf-8", newline="") as file:
                if file.read() != text:
                    found.append(name)
        except FileNotFoundError:
            found.append(name)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--directory", default=_DEFAULT)
    parser.add_argument("--check", action="store_true", help="judge the files; write nothing")
    arguments = parser.parse_args()
    if not arguments.check:
        write_files(arguments.directory, make())
        with open(_CLOCKS, "w", encoding="utf-8") as file:
            file.write(check.clocks_text(arguments.directory))
        return 0
    stale = stale_files(arguments.directory)
    if stale:
        print("fault: not as the generator makes them:", ", ".join(stale))
    return 0 if check.run(arguments.directory) and not stale else 1


if __name__ == "__main__":
    sys.exit(main())
