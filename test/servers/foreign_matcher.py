"""MongoDB filters, sort and projection for foreign_api.py, written from MongoDB's documentation. Raises ValueError."""

import re

MISSING = object()


def values_at(document, path):
    """Every value that a dotted path names; through arrays as MongoDB goes. Nothing there: [MISSING]."""
    head, _, rest = path.partition(".")
    if isinstance(document, list):
        if head.isdigit():
            found = document[int(head)] if int(head) < len(document) else MISSING
            return values_at(found, rest) if rest and found is not MISSING else [found]
        return [value for item in document if isinstance(item, dict) for value in values_at(item, path)] or [MISSING]
    if not isinstance(document, dict) or head not in document:
        return [MISSING]
    return values_at(document[head], rest) if rest else [document[head]]


def same(value, expected):
    if value is MISSING:
        return expected is None
    if isinstance(value, bool) != isinstance(expected, bool):
        return False
    return value == expected or (isinstance(value, list) and expected in value)


def comparable(value, expected):
    kinds = (bool, (int, float), str)
    kind = [next((k for k in kinds if isinstance(one, k)), None) for one in (value, expected)]
    return kind[0] is not None and kind[0] == kind[1]


OPERATORS = {
    "$eq": same,
    "$gt": lambda value, expected: comparable(value, expected) and value > expected,
    "$gte": lambda value, expected: comparable(value, expected) and value >= expected,
    "$lt": lambda value, expected: comparable(value, expected) and value < expected,
    "$lte": lambda value, expected: comparable(value, expected) and value <= expected,
    "$in": lambda value, expected: any(same(value, one) for one in expected),
    "$regex": lambda value, expected: isinstance(value, str) and re.search(expected, value) is not None,
    "$exists": lambda value, expected: (value is not MISSING) == bool(expected),
}
NEGATIONS = {"$ne": "$eq", "$nin": "$in"}


def meets(values, condition):
    if not (isinstance(condition, dict) and any(key.startswith("$") for key in condition)):
        return any(same(value, condition) for value in values)
    for operator, expected in condition.items():
        if operator == "$not":
            met = not meets(values, expected)
        elif operator in NEGATIONS:
            met = not any(OPERATORS[NEGATIONS[operator]](value, expected) for value in values)
        elif operator in OPERATORS:
            met = any(OPERATORS[operator](value, expected) for value in values)
        else:
            raise ValueError(f"unknown operator: {operator}")
        if not met:
            return False
    return True


def matches(record, where):
    combine = {"$or": any, "$and": all, "$nor": lambda found: not any(found)}
    for key, condition in where.items():
        if key in combine:
            if not isinstance(condition, list) or not condition:
                raise ValueError(f"{key} must be a nonempty array")
            met = combine[key](matches(record, one) for one in condition)
        elif key.startswith("$"):
            raise ValueError(f"unknown top level operator: {key}")
        else:
            met = meets(values_at(record, key), condition)
        if not met:
            return False
    return True


def ordered(records, sort):
    records = list(records)
    for key, direction in reversed(sort.items()):
        if key == "$natural":
            records = records[::-1] if direction == -1 else records
            continue

        def rank(record, key=key):
            value = values_at(record, key)[0]
            if value is MISSING or value is None:
                return (0, 0)
            if isinstance(value, (int, float)):
                return (1, value)
            return (2, str(value))

        records.sort(key=rank, reverse=direction == -1)
    return records


def projected(record, projection):
    named = {key: value for key, value in projection.items() if key != "_id"}
    if not named:
        return record
    if not any(named.values()):
        return {key: value for key, value in record.items() if key not in named}
    result = {"_id": record["_id"]} if "_id" in record and projection.get("_id", 1) else {}
    for path in named:
        source, target = record, result
        *parents, last = path.split(".")
        for parent in parents:
            source = source.get(parent, {}) if isinstance(source, dict) else {}
            target = target.setdefault(parent, {})
        if isinstance(source, dict) and last in source:
            target[last] = source[last]
    return result
