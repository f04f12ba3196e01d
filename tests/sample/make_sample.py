#!/usr/bin/env python3
"""Makes the sample municipality (conf/sample/): the same bytes every time. --check reads it back and judges it."""
import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import agreements  # noqa: E402
import change  # noqa: E402
import check  # noqa: E402
import development  # noqa: E402
import governance  # noqa: E402
import managed  # noqa: E402
import money  # noqa: E402
import organisation  # noqa: E402
import rights  # noqa: E402
import technology  # noqa: E402
from base import Sample, write_files  # noqa: E402
from catalogue import catalogue_text  # noqa: E402

_DEFAULT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "conf", "sample")
_STEPS = (
    organisation.add_units, organisation.add_suppliers, organisation.add_people, managed.read_systems,
    managed.add_objects_and_services, managed.add_volumes, managed.add_systems, managed.add_information,
    managed.add_retirement_steps, managed.add_support, managed.add_usage, managed.add_valuations,
    managed.add_capabilities, technology.add_products_and_components, technology.add_integrations,
    agreements.add_contracts, agreements.add_licences, rights.add_assignments,
    rights.add_seats, rights.add_permissions, rights.add_conflicts, rights.add_reviews, money.add_costs,
    change.add_releases, change.add_problems, change.add_incidents, development.add_goals,
    development.add_opportunities, governance.add_forums, governance.add_references, governance.add_decisions,
    governance.add_agenda, governance.add_activities, governance.add_events, governance.add_capacity,
    governance.add_assessments, governance.add_risks, governance.add_lessons,
)


def make():
    sample = Sample()
    for step in _STEPS:
        step(sample)
    files = sample.files()
    files["catalogue.json"] = catalogue_text()
    return files


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--directory", default=_DEFAULT)
    parser.add_argument("--check", action="store_true", help="judge the files; write nothing")
    arguments = parser.parse_args()
    if not arguments.check:
        write_files(arguments.directory, make())
        return 0
    return 0 if check.run(arguments.directory) else 1


if __name__ == "__main__":
    sys.exit(main())
