# SPDX-License-Identifier: Apache-2.0
"""A loopback server for the tests of mirrors: repositories by `git http-backend`, and answers that
hosts give instead. Usage: git_server.py ROOT LOG CERTIFICATE KEY; CERTIFICATE "-" for plain HTTP.
Prints its port. Repositories below /private want the Basic authorization in $WANTED. LOG gets, per
request, a line of JSON: path, authorization, and the command lines of all processes at that
time."""
import base64
import glob
import http.server
import json
import os
import ssl
import subprocess
import sys
import time

root, log, certificate, key = sys.argv[1:5]
wanted = os.environ.get("WANTED", "")
scheme = "http" if certificate == "-" else "https"
challenge = [("WWW-Authenticate", 'Basic realm="x"')]


def command_lines():
    lines = []
    for file in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            with open(file, "rb") as stream:
                lines.append(stream.read().replace(b"\0", b" ").decode("utf-8", "replace"))
        except OSError:
            pass
    return lines


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def answer(self, status, body=b"", headers=(), sent=None):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:sent])

    def serve_repository(self, path, query, is_cut):
        variables = dict(os.environ, GIT_PROJECT_ROOT=root, GIT_HTTP_EXPORT_ALL="1",
                         PATH_INFO=path, QUERY_STRING=query, REQUEST_METHOD=self.command,
                         REMOTE_ADDR="127.0.0.1", GIT_CONFIG_GLOBAL="/dev/null",
                         GIT_CONFIG_NOSYSTEM="1", CONTENT_TYPE=self.headers.get("Content-Type", ""))
        for header, variable in (("Git-Protocol", "GIT_PROTOCOL"),
                                 ("Content-Encoding", "HTTP_CONTENT_ENCODING")):
            if self.headers.get(header):
                variables[variable] = self.headers[header]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        done = subprocess.run(["git", "http-backend"], input=body, env=variables,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        status = 200
        headers = []
        for line in head.decode().split("\r\n"):
            name, _, value = line.partition(": ")
            if name == "Status":
                status = int(value.split()[0])
            elif name:
                headers.append((name, value))
        cut = len(content) // 2 if is_cut and self.command == "POST" else None
        self.answer(status, content, headers, cut)

    def serve_status(self, status, authorization):
        if status == 403 and not authorization:
            self.answer(401, b"", challenge)
            return
        told = base64.b64decode(authorization.partition(" ")[2] or "").decode()
        self.answer(status, ("you sent " + authorization + " " + told).encode(),
                    [("Content-Type", "text/plain"), ("Retry-After", "1")] +
                    (challenge if status == 401 else []))

    def do_GET(self):
        path, _, query = self.path.partition("?")
        authorization = self.headers.get("Authorization", "")
        with open(log, "a", encoding="utf-8") as stream:
            print(json.dumps({"path": self.path, "authorization": authorization,
                              "commands": command_lines()}), file=stream)
        first = path.split("/")[1]
        if first.isdigit():
            self.serve_status(int(first), authorization)
        elif first == "html":
            self.answer(200, b"<html>Sign in</html>", [("Content-Type", "text/html")])
        elif first == "slow":
            time.sleep(30)
        elif first == "renamed":
            self.answer(301, b"", [("Location", self.path.replace("/renamed/", "/open/", 1))])
        elif first == "elsewhere":
            self.answer(302, b"", [("Location", "%s://localhost:%d%s" % (
                scheme, self.server.server_address[1],
                self.path.replace("/elsewhere/", "/private/", 1)))])
        elif first == "plain":
            self.answer(302, b"", [("Location", "http://127.0.0.1:1/x")])
        elif first == "private" and authorization != wanted:
            self.answer(401, b"", challenge)
        elif first in ("private", "open", "cut"):
            self.serve_repository(path[len(first) + 1:], query, first == "cut")
        else:
            self.answer(404)

    do_POST = do_GET


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
if certificate != "-":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
