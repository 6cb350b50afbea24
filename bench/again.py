# SPDX-License-Identifier: MIT
"""Whether a run comes to the same medians as the one before it."""

from __future__ import annotations

NAMED = 5  # of those that do not


def spread(found: dict) -> float:
    """How far the quartiles are from the median, as a part of it."""
    median = found["median_ns"]
    low, high = found["quartiles_ns"]
    return max(high - median, median - low) / median


def apart(found: dict, before: dict) -> float:
    """By which part of the one before two medians differ; 0 = not by more than
    both spreads together."""
    change = found["median_ns"] / before["median_ns"] - 1
    return (0 if abs(change) <= spread(found) + spread(before) else change)


def compared(kept: dict, before: dict) -> dict:
    """What a section keeps of it."""
    there = [(f"{row}, {column}", found, before["rows"][row][column])
             for row, columns in kept["rows"].items()
             for column, found in columns.items()
             if "median_ns" in found and
             "median_ns" in before["rows"].get(row, {}).get(column, {})]
    changes = {name: apart(found, was) for name, found, was in there}
    return {"date": before["date"], "machine": before["machine"],
            "compared": len(there),
            "changed": {name: round(100 * change)
                        for name, change in changes.items() if change}}


def line(kept: dict) -> str:
    """The same in words."""
    again = kept["again"]
    changed = again["changed"]
    same = again["compared"] - len(changed)
    named = [f"{name} {change:+d} %" for name, change in
             sorted(changed.items(), key=lambda one: -abs(one[1]))[:NAMED]]
    if len(changed) > NAMED:
        named.append(f"and {len(changed) - NAMED} more")
    where = "" if again["machine"] == kept["machine"] else \
        f", {again['machine']}"
    return (f"{same} of {again['compared']} medians are those of the run before "
            f"({again['date']}{where}), within the spreads"
            + (f"; not: {'; '.join(named)}" if named else "") + ".")
