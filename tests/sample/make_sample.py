#!/usr/bin/env python3
"""Makes the sample municipality (conf/sample/): the same bytes every time. --check reads it back and judges it."""
import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import agreements  # noqa: E402
import managed  # noqa: E402
import organisation  # noqa: E402
import technology  # noqa: E402
from base import Sample, write_files  # noqa: E402
from catalogue import catalogue_text  # noqa: E402

_DEFAULT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "conf", "sample")
_STEPS = (
    organisation.add_units, organisation.add_suppliers, organisation.add_people, managed.read_systems,
    managed.add_objects_and_services, managed.add_volumes, managed.add_systems, managed.add_information,
    managed.add_retirement_steps, managed.add_support, managed.add_usage, managed.add_valuations,
    managed.add_capabilities, technology.add_products_and_components, technology.add_integrations,
    agreements.add_contracts, agreements.add_licences,
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
    arguments = parser.parse_args()
    write_files(arguments.directory, make())


if __name__ == "__main__":
    main()
