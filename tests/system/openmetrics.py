# What a monitor reads: every sample belongs to a family that is declared before it, and stands once.
import re

def read(path):
    lines = open(path, encoding="utf-8").read().split("\n")
    assert lines[-2:] == ["# EOF", ""], lines[-3:]
    types, samples = {}, {}
    for line in lines[:-2]:
        words = line.split(" ")
        if line.startswith("# TYPE "):
            assert words[2] not in types, line
            types[words[2]] = words[3]
        elif line.startswith("# "):
            assert words[1] in ("HELP", "UNIT") and words[2] == list(types)[-1], line
            assert words[1] != "UNIT" or words[2].endswith("_" + words[3]), line
        else:
            name = re.match(r"[a-z_]+", line).group()
            family = list(types)[-1]
            assert name == (family + "_info" if types[family] == "info" else family), line
            assert words[0] not in samples, line
            samples[words[0]] = float(words[1])
    return samples
