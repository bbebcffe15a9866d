"""A BettrData-like HTTP API that shares no code with Wherry or its demo instance: the judge of the end-to-end tests.

Speaks the documented endpoints with the matcher beside it. Prints `{"port": N}` when it listens; then reads
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

from foreign_matcher import matches, ordered, projected

DEFAULT_LIMIT = 30  # of a Sails server


class Refused(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


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
        admitted = kind == "none"
        if kind == "bearer":
            admitted = given == "Bearer " + self.auth["token"]
        if kind == "basic":
            pair = f"{self.auth['username']}:{self.auth['password']}"
            admitted = given == "Basic " + base64.b64encode(pair.encode()).decode()
        if kind == "login":
            admitted = given.startswith("Bearer ") and self.tokens.get(given[7:], 0) > time.time()
        if not admitted:
            raise Refused(401, "Unauthorized")

    def login(self, headers, body):
        if self.auth["kind"] != "login":
            raise Refused(404, "Not Found")
        needed = {
            "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
            "Content-Type": "application/x-amz-json-1.1",
        }
        if any(headers.get(name) != value for name, value in needed.items()):
            raise Refused(400, "X-Amz-Target or Content-Type is wrong")
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
        try:
            found = [record for record in ordered(self.records, parameter("sort", {}, dict)) if matches(record, where)]
        except ValueError as error:
            raise Refused(400, str(error)) from None
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
                body = json.loads(text) if text else None
                with api.lock:
                    answer = json.dumps(api.answer(self.command, address.path, query, self.headers, body))
                self.send(200, answer)
            except Refused as refused:
                self.send(refused.status, json.dumps({"error": str(refused)}))
            except json.JSONDecodeError:
                self.send(400, json.dumps({"error": "the body is not JSON"}))

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
