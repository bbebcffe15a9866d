"""Reads INI texts with the real configparser: a JSON string per line in, what Python sees per line out."""
import configparser
import io
import json
import sys


def value_of(parser, section, key):
    try:
        return {"value": parser.get(section, key), "raw": parser.get(section, key, raw=True)}
    except configparser.Error as error:
        return {"error": type(error).__name__, "raw": parser.get(section, key, raw=True)}


def read(text):
    parser = configparser.ConfigParser()
    try:
        parser.read_file(io.TextIOWrapper(io.BytesIO(text.encode("utf-8")), encoding="utf-8"))
    except configparser.Error as error:
        lines = [line for line, _ in error.errors] if hasattr(error, "errors") else [error.lineno]
        return {"error": type(error).__name__, "lines": lines}
    names = parser.sections()
    return {
        "sections": [[name, [[key, value_of(parser, name, key)] for key in parser.options(name)]] for name in names],
        "defaults": [[key, value_of(parser, "DEFAULT", key)] for key in parser.defaults()],
    }


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(read(json.loads(line))), flush=True)
