"""Mean and spread of several students' figures, and which of them is best: choose.py NAME.figures….

Reads what score_pairs.py printed. The best has the highest sum of statement and triple F on PolNeAR dev; its name is
the last line.
"""

import re
import statistics
import sys
from pathlib import Path

FIGURES = re.compile(r"(\w+) +statement (\S+) .*? triple (\S+) exact (\S+) spans (\S+) / (\S+) / (\S+) recall d/m/i (\S+) / (\S+) / (\S+)")
NAMES = "statement triple exact content cue speaker direct mixed indirect".split()


def read(path):
    """Set → figures, in the order of NAMES."""
    found = map(FIGURES.match, Path(path).read_text().splitlines())
    return {match[1]: [float(x) for x in match.groups()[1:]] for match in found if match}


def main():
    students = {Path(path).stem: read(path) for path in sys.argv[1:]}
    for set_ in next(iter(students.values())):
        for name, column in zip(NAMES, zip(*(figures[set_] for figures in students.values()))):
            spread = statistics.stdev(column) if len(column) > 1 else 0.0
            print(f"{set_:5s} {name:9s} {statistics.mean(column):5.1f} ± {spread:.1f}   {' '.join(map(str, column))}", file=sys.stderr)
    print(max(students, key=lambda name: sum(students[name]["dev"][:2])))


if __name__ == "__main__":
    main()
