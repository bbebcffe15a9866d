"""A BettrData-like HTTP API that shares no code with Wherry or its demo instance: the judge of the end-to-end tests.

Speaks the documented endpoints with a small MongoDB matcher of its own. Prints `{"port": N}` when it listens; then reads
a command per line, `["records"]`, `["requests"]` or `["set", [...]]`, and prints the records or the requests that came
in. Ends when its standard input does. Standard library only.
"""

import argparse
import base64
import json
import re
import secrets
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

MISSING = object()
DEFAULT_LIMIT = 30  # of a Sails server


class Refused(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


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
    number = (int, float)
    if isinstance(value, bool) or isinstance(expected, bool):
        return isinstance(value, bool) and isinstance(expected, bool)
    return isinstance(value, number) and isinstance(expected, number) or isinstance(value, str) and isinstance(expected, str)


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
            raise Refused(400, f"unknown operator: {operator}")
        if not met:
            return False
    return True


def matches(record, where):
    combine = {"$or": any, "$and": all, "$nor": lambda found: not any(found)}
    for key, condition in where.items():
        if key in combine:
            if not isinstance(condition, list) or not condition:
                raise Refused(400, f"{key} must be a nonempty array")
            met = combine[key](matches(record, one) for one in condition)
        elif key.startswith("$"):
            raise Refused(400, f"unknown top level operator: {key}")
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


class Api:
    def __init__(self, records, auth, methods):
        self.records = records
        self.auth = auth
        self.methods = methods
        self.requests = []
        self.tokens = {}
        self.lock = threading.Lock()

    def admit(self, headers):
        given = headers.get("Authorization", "")
        kind = self.auth["kind"]
        if kind == "bearer":
            admitted = given == "Bearer " + self.auth["token"]
        elif kind == "basic":
            pair = f"{self.auth['username']}:{self.auth['password']}"
            admitted = given == "Basic " + base64.b64encode(pair.encode()).decode()
        elif kind == "login":
            admitted = self.tokens.get(given[len("Bearer "):], 0) > time.time() if given.startswith("Bearer ") else False
        else:
            admitted = True
        if not admitted:
            raise Refused(401, "Unauthorized")

    def login(self, headers, body):
        if self.auth["kind"] != "login":
            raise Refused(404, "Not Found")
        if headers.get("X-Amz-Target") != "AWSCognitoIdentityProviderService.InitiateAuth":
            raise Refused(400, "X-Amz-Target is missing")
        if headers.get("Content-Type") != "application/x-amz-json-1.1":
            raise Refused(400, "Content-Type is wrong")
        wanted = {
            "AuthFlow": "USER_PASSWORD_AUTH",
            "ClientId": self.auth["clientId"],
            "AuthParameters": {"USERNAME": self.auth["username"], "PASSWORD": self.auth["password"]},
        }
        if body != wanted:
            raise Refused(401, "Unauthorized")
        token = secrets.token_urlsafe(24)
        seconds = self.auth["expiresInSeconds"]
        self.tokens[token] = time.time() + seconds
        return {"token": token, "expires_in": seconds}

    def find(self, query):
        def parameter(name, default, kind):
            if name not in query:
                return default
            try:
                value = json.loads(query[name])
            except ValueError:
                raise Refused(400, f"{name} is not JSON") from None
            if not isinstance(value, kind) or isinstance(value, bool):
                raise Refused(400, f"{name} is of the wrong kind")
            return value

        where = parameter("where", {}, dict)
        skip = parameter("skip", 0, int)
        limit = parameter("limit", DEFAULT_LIMIT, int)
        if skip < 0 or limit < 0:
            raise Refused(400, "skip and limit must not be negative")
        found = [record for record in ordered(self.records, parameter("sort", {}, dict)) if matches(record, where)]
        part = found[skip : skip + limit if limit else None]
        return [projected(record, parameter("projection", {}, dict)) for record in part]

    def one(self, identity):
        for record in self.records:
            if record.get("_id") == identity:
                return record
        raise Refused(404, f"no record {identity}")

    def update(self, method, identity, body):
        if method not in self.methods:
            raise Refused(404, f"{method} is not bound")
        if not isinstance(body, dict):
            raise Refused(400, "the body is no object")
        record = self.one(identity)
        record.update({key: value for key, value in body.items() if "." not in key and key != "_id"})
        return record

    def answer(self, method, path, query, headers, body):
        noted = {"at": time.time(), "method": method, "path": path, "query": query}
        self.requests.append({**noted, "body": None if path == "/auth/token" else body})
        if (method, path) == ("POST", "/auth/token"):
            return self.login(headers, body)
        self.admit(headers)
        if (method, path) == ("GET", "/health"):
            return {"hunter": {"enabled": True, "count": 1, "status": "GREEN", "alias": "Indexer", "host": "foreign"}}
        if (method, path) == ("GET", "/datafile"):
            return self.find(query)
        if (method, path) == ("GET", "/datafile/getOneBy"):
            found = self.find({**query, "limit": "1"})
            if not found:
                raise Refused(404, "no record matches")
            return found[0]
        if (method, path) == ("POST", "/datafile/getMany"):
            return [record for record in self.records if record.get("_id") in body]
        identity = re.fullmatch(r"/datafile/([^/]+)", path)
        if identity and method == "GET":
            return self.one(unquote(identity[1]))
        if identity and method in ("PUT", "PATCH"):
            return self.update(method, unquote(identity[1]), body)
        raise Refused(404, "Not Found")


def handler_for(api):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def serve(self):
            address = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(address.query, keep_blank_values=True).items()}
            text = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                try:
                    body = json.loads(text) if text else None
                except ValueError:
                    raise Refused(400, "the body is not JSON") from None
                with api.lock:
                    value = api.answer(self.command, address.path, query, self.headers, body)
                    self.send(200, json.dumps(value))
            except Refused as refused:
                self.send(refused.status, json.dumps({"error": str(refused)}))

        def send(self, status, text):
            content = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    for method in ("GET", "PUT", "PATCH", "POST", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.serve)
    return Handler


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--records", required=True, help="JSON file with an array of records")
    options.add_argument("--auth", default='{"kind":"none"}', help="JSON: kind and what goes with it")
    options.add_argument("--methods", default="PUT,PATCH", help="updates that are bound")
    options.add_argument("--certificate", help="PEM file with key and certificate, for HTTPS")
    chosen = options.parse_args()

    with open(chosen.records, encoding="utf-8") as file:
        api = Api(json.load(file), json.loads(chosen.auth), chosen.methods.split(","))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(api))
    server.daemon_threads = True
    if chosen.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chosen.certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    for line in sys.stdin:
        command, *arguments = json.loads(line)
        with api.lock:
            if command == "set":
                api.records[:] = arguments[0]
            print(json.dumps(api.requests if command == "requests" else api.records), flush=True)


main()
