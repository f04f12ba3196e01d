"""How the systems are joined, to each other and to others."""
from base import Stream, day, file_rows, kr


def add_integrations(sample):
    stream, codes = Stream("integrations"), sample.notes["systems"]
    for row in file_rows("integrations.txt", "first second party kind frequency critical support_end".split()):
        ours = row["second"]
        by_platform = ours and row["kind"] in ("file", "api") and stream.chance(0.55)
        sample.integration.add(
            name=f"{row['first']} till {ours or row['party'].lower()}", from_system=codes[row["first"]],
            to_system=codes[ours] if ours else None, external_party=row["party"] or None, kind=row["kind"],
            frequency=row["frequency"], direction=_direction(stream, ours),
            via=codes["Integrationsplattform"] if by_platform else None,
            critical=row["critical"] == "yes" if ours else stream.chance(0.2),
            support_end=day(row["support_end"]) if row["support_end"] else None,
            state=_state(sample, row), **_terms(stream, row["kind"]))
    sample.integration.add(name="Vikariebokning till Lönesystem", from_system=codes["Vikariebokning"],
                           to_system=codes["Lönesystem"], direction="outgoing", kind="file", frequency="monthly",
                           critical=False, state="closed", standard="proprietary")


def _direction(stream, ours):
    return stream.weighted([("outgoing", 7), ("both", 2)]) if ours else stream.pick(["outgoing", "incoming", "both"])


def _state(sample, row):
    names = [name for name in (row["first"], row["second"]) if name]
    phases = [sample.system.row(sample.notes["systems"][name])["phase"] for name in names]
    return "ending" if "phase_out" in phases else "in_use"


def _terms(stream, kind):
    return dict(standard="open" if kind == "api" and stream.chance(0.6) else
                stream.weighted([("proprietary", 6), ("unknown", 2), ("open", 1)]),
                yearly_cost=kr(stream.between(4, 45) * 1000) if stream.chance(0.7) and kind != "manual" else None,
                adaptation_cost=kr(stream.between(20, 240) * 1000, 5000) if stream.chance(0.55) else None)
