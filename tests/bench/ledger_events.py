#!/usr/bin/env python3
"""Writes an evidence ledger of COUNT events, as runs over many repositories leave it, to FILE.

usage: ledger_events.py COUNT FILE
"""
import datetime
import hashlib
import json
import random
import sys

POLICIES = ["OWN-001", "OWN-004", "ROT-002", "REV-001", "LEAK-003", "EXP-010"]
OUTCOMES = ["pass", "pass", "pass", "fail", "waived", "not-applicable"]
START = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)


def digest(text):
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def created():
    return "ledger.created", None, {"organisation": "acme", "tool": "keyhound", "version": "1.0",
                                    "policies_digest": None, "public_keys": []}


def started(i):
    return "run.started", None, {"tool": "keyhound", "version": "1.0", "rules_digest": digest("rules"),
                                 "policies_digest": digest("policies"), "registry_digest": digest("registry"),
                                 "target": f"acme/repository-{i // 200 % 50}", "kind": "history"}


def finished(i):
    outcomes = {"pass": 90, "fail": 30, "waived": 30, "error": 0, "not_applicable": 30}
    coverage = {"commits": 12000, "blobs": 90000, "files": 1500, "bytes": 300000000, "skipped": 0, "diagnostics": 0,
                "complete": True}
    return "run.finished", None, {"repository": f"acme/repository-{i // 200 % 50}", "head": "0" * 40, "findings": 17,
                                  "outcomes": outcomes, "coverage": coverage, "exit": 1}


def detected(i, choose):
    credential = f"credential-{choose.randrange(5000)}"
    fingerprint = hashlib.sha256(str(choose.randrange(20000)).encode()).hexdigest()[:26]
    return "finding.detected", f"fingerprint:{fingerprint}", {
        "rule": "generic-password", "severity": "high", "repository": f"acme/repository-{i // 200 % 50}",
        "path": "services/\u00fcbersicht/settings \"live\".yaml", "commit": "0" * 40, "leaked": "2025-11-01T10:00:00Z",
        "leak_time": "committer", "in_head": i % 2 == 0, "credential": credential, "matched_by": "fingerprint",
        "weak": False}


def evaluated(i, choose):
    return "policy.evaluated", f"credential:credential-{choose.randrange(5000)}", {
        "policy": choose.choice(POLICIES), "outcome": choose.choice(OUTCOMES), "inputs_digest": digest(str(i)),
        "exception": None}


def event(i, choose):
    place = i % 200
    if i == 0:
        return created()
    if place == 0:
        return started(i)
    if place == 199:
        return finished(i)
    return detected(i, choose) if place < 20 else evaluated(i, choose)


def canonical(value):
    """RFC 8785, for what stands in these events: ASCII keys and whole numbers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def main():
    count, path = int(sys.argv[1]), sys.argv[2]
    choose = random.Random(2026)
    prev = "0" * 64
    with open(path, "w", encoding="utf-8", newline="\n") as ledger:
        for i in range(count):
            kind, subject, data = event(i, choose)
            time = (START + datetime.timedelta(seconds=i * 10)).strftime("%Y-%m-%dT%H:%M:%SZ")
            members = {"data": data, "prev": prev, "run": f"run-{i // 200}", "seq": i, "time": time, "type": kind}
            if subject:
                members["subject"] = subject
            prev = hashlib.sha256(bytes.fromhex(prev) + canonical(members).encode()).hexdigest()
            ledger.write(canonical(members | {"hash": prev}) + "\n")


if __name__ == "__main__":
    main()
