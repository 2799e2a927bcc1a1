// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace keyhound::testing {

// A small organisation as SQL that both databases take. Three runs; of the last: "pay" was scanned,
// "web" not to its end, "old" is archived, "dns" took too long. Credential 1 stands in "pay" and
// "web", where its path and author attack the terminal.
inline constexpr std::string_view kQuestionRows = R"SQL(
INSERT INTO repositories (id, name, location, provider, organisation, is_archived, is_private, former_names, last_scan_id, first_seen, last_seen) VALUES
 (1, 'github.com/acme/pay', 'https://github.com/acme/pay.git', 'github', 'acme', 0, 1, 'github.com/acme/payments', 1, '2026-11-01T00:00:00Z', '2026-11-30T02:00:00Z'),
 (2, 'github.com/acme/web', 'https://github.com/acme/web.git', 'github', 'acme', 0, 0, '', 2, '2026-11-01T00:00:00Z', '2026-11-30T02:00:00Z'),
 (3, 'github.com/acme/old', 'https://github.com/acme/old.git', 'github', 'acme', 1, 0, '', NULL, '2026-11-01T00:00:00Z', '2026-11-30T02:00:00Z'),
 (4, 'gitlab.example/infra/dns', 'https://gitlab.example/infra/dns.git', 'gitlab', 'infra', 0, 1, '', NULL, '2026-11-01T00:00:00Z', '2026-11-30T02:00:00Z');
INSERT INTO runs (id, run_key, plan_digest, plan_complete, state, tool_version, started, finished) VALUES
 (1, 'night-1', 'p', 1, 'finished', '0.1.0', '2026-11-28T02:00:00Z', '2026-11-28T03:00:00Z'),
 (2, 'night-2', 'p', 1, 'finished', '0.1.0', '2026-11-29T02:00:00Z', '2026-11-29T03:00:00Z'),
 (3, 'night-3', 'p', 0, 'running', '0.1.0', '2026-11-30T02:00:00Z', NULL);
INSERT INTO run_targets (run_id, repository_id, outcome, reason, message, attempts, seconds, ended) VALUES
 (2, 4, 'scanned', '', '', 1, 1.0, '2026-11-29T02:10:00Z'),
 (3, 1, 'scanned', '', '', 1, 1.5, '2026-11-30T02:10:00Z'),
 (3, 2, 'scanned', '', '', 1, 2.25, '2026-11-30T02:20:00Z'),
 (3, 3, 'excluded', 'archived', 'the repository is archived', 0, 0.0, '2026-11-30T02:00:00Z'),
 (3, 4, 'failed', 'time-limit', 'stopped after 600 seconds', 3, 600.0, '2026-11-30T02:50:00Z');
INSERT INTO run_diagnostics (run_id, kind, subject, message) VALUES
 (3, 'targets', 'https://github.com/orgs/acme', 'the list broke off on page 3');
INSERT INTO run_totals (run_id, name, value) VALUES
 (1, 'findings.open', 3), (1, 'findings.new', 3), (1, 'targets.planned', 4), (1, 'targets.scanned', 4),
 (2, 'findings.open', 4), (2, 'findings.new', 1), (2, 'findings.open.critical', 1), (2, 'targets.planned', 4), (2, 'targets.failed', 1);
INSERT INTO scans (id, run_id, repository_id, commits, blobs, is_complete, started, finished) VALUES
 (1, 3, 1, 50, 400, 1, '2026-11-30T02:05:00Z', '2026-11-30T02:10:00Z'),
 (2, 3, 2, 20, 90, 0, '2026-11-30T02:15:00Z', '2026-11-30T02:20:00Z');
INSERT INTO diagnostics (scan_id, repository_id, kind, subject, message, is_incomplete) VALUES
 (2, 2, 'missing-object', 'abcdef', 'it is not there', 1);
INSERT INTO credentials (id, fingerprint, rule_id, kind, title, redacted, registry_id, owner, matched_by, liveness, liveness_at, liveness_source, liveness_verifier, liveness_host, liveness_status, repository_count, first_seen, last_seen) VALUES
 (1, 'kh1:aaaa', 'github-pat', 'secret', 'GitHub token', 'ghp***1', 'pay-key', 'team-pay', 'fingerprint', 'active', '2026-11-30T02:07:00Z', 'live-check', 'github-user', 'api.github.com', 200, 2, '2026-11-28T02:05:00Z', '2026-11-30T02:20:00Z'),
 (2, 'kh1:aabb', 'aws-key', 'secret', 'AWS key', 'AKI***2', '', '', '', 'indeterminate', '2026-11-30T02:07:01Z', 'live-check', 'aws-identity', 'sts.amazonaws.com', 503, 1, '2026-11-28T02:05:00Z', '2026-11-30T02:10:00Z'),
 (3, 'kh1:cccc', 'slack-token', 'secret', 'Slack token', 'xox***3', 'web-key', 'team-web', 'fingerprint', 'active', '2026-11-28T02:07:00Z', 'live-check', 'slack-auth', 'slack.com', 200, 0, '2026-11-28T02:05:00Z', '2026-11-29T02:10:00Z'),
 (4, 'kh1:dddd', 'weak-password', 'secret', 'Password', 'pas***4', '', 'team-web', '', '', NULL, '', '', '', 0, 1, '2026-11-28T02:05:00Z', '2026-11-30T02:20:00Z'),
 (5, 'kh1:eeee', 'P01', 'pipeline', 'Embedded credential', '', '', '', '', '', NULL, '', '', '', 0, 1, '2026-11-29T02:05:00Z', '2026-11-30T02:20:00Z');
INSERT INTO findings (id, repository_id, credential_id, rule_id, state, closed_reason, severity, severity_rank, confidence, title, waiver, waiver_reason, waiver_until, is_in_head, occurrence_count, path, line, commit_id, author, committed, first_run_id, first_scan_id, last_scan_id, regressed_run_id, fixed_run_id, first_seen, last_seen, fixed, regressed) VALUES
 (1, 1, 1, 'github-pat', 'existing', '', 'critical', 4, 'high', 'GitHub token', '', '', NULL, 1, 2, 'src/app.env', 3, '1111111111111111', 'Ana', '2026-11-20T00:00:00Z', 1, 1, 1, NULL, NULL, '2026-11-28T02:05:00Z', '2026-11-30T02:10:00Z', NULL, NULL),
 (2, 2, 1, 'github-pat', 'new', '', 'critical', 4, 'high', 'GitHub token', '', '', NULL, 1, 1, 'src/{escape}red.env', 7, '2222222222222222', '::error::{bidi}', '2026-11-29T12:00:00Z', 3, 2, 2, NULL, NULL, '2026-11-30T02:15:00Z', '2026-11-30T02:20:00Z', NULL, NULL),
 (3, 1, 2, 'aws-key', 'regressed', '', 'high', 3, 'high', 'AWS key', '', '', NULL, 1, 1, 'config/aws.ini', 1, '3333333333333333', 'Ben', '2026-11-21T00:00:00Z', 1, 1, 1, 3, NULL, '2026-11-28T02:05:00Z', '2026-11-30T02:10:00Z', NULL, '2026-11-30T02:10:00Z'),
 (4, 1, 3, 'slack-token', 'fixed', 'not-found', 'high', 3, 'high', 'Slack token', '', '', NULL, 0, 1, 'src/gone.c', 9, '4444444444444444', 'Ben', '2026-11-22T00:00:00Z', 1, 1, 1, NULL, 3, '2026-11-28T02:05:00Z', '2026-11-29T02:10:00Z', '2026-11-30T02:10:00Z', NULL),
 (5, 2, 4, 'weak-password', 'waived', '', 'medium', 2, 'high', 'Password', 'EXC-1', '=a value of a test', '2026-12-31T00:00:00Z', 1, 1, 'test/data.env', 2, '5555555555555555', 'Ana', '2026-11-23T00:00:00Z', 1, 2, 2, NULL, NULL, '2026-11-28T02:05:00Z', '2026-11-30T02:20:00Z', NULL, NULL),
 (6, 2, 5, 'P01', 'existing', '', 'low', 1, 'medium', 'Embedded credential', '', '', NULL, 1, 1, '.github/workflows/ci.yml', 12, '6666666666666666', 'Ana', '2026-11-24T00:00:00Z', 2, 2, 2, NULL, NULL, '2026-11-29T02:05:00Z', '2026-11-30T02:20:00Z', NULL, NULL);
INSERT INTO occurrences (finding_id, ordinal, path, start_line, start_column, end_line, end_column, commit_id, author, committed, removed_commit_id, is_in_head) VALUES
 (1, 0, 'src/app.env', 3, 1, 3, 9, '1111111111111111', 'Ana', '2026-11-20T00:00:00Z', '', 1),
 (1, 1, 'deploy/100%_old.env', 4, 1, 4, 9, '1111111111111112', 'Ana', '2026-11-20T01:00:00Z', '9999999999999999', 0),
 (2, 0, 'src/{escape}red.env', 7, 1, 7, 9, '2222222222222222', '::error::{bidi}', '2026-11-29T12:00:00Z', '', 1),
 (3, 0, 'config/aws.ini', 1, 1, 1, 9, '3333333333333333', 'Ben', '2026-11-21T00:00:00Z', '', 1),
 (4, 0, 'src/gone.c', 9, 1, 9, 9, '4444444444444444', 'Ben', '2026-11-22T00:00:00Z', '', 0),
 (5, 0, 'test/data.env', 2, 1, 2, 9, '5555555555555555', 'Ana', '2026-11-23T00:00:00Z', '', 1),
 (6, 0, '.github/workflows/ci.yml', 12, 1, 12, 9, '6666666666666666', 'Ana', '2026-11-24T00:00:00Z', '', 1);
INSERT INTO verdicts (finding_id, policy_id, outcome, message, exception_id) VALUES
 (1, 'ROT1002', 'fail', 'not rotated since it leaked', ''),
 (1, 'USE1001', 'fail', 'it stands in 2 repositories', ''),
 (2, 'USE1001', 'fail', 'it stands in 2 repositories', ''),
 (3, 'OWN1001', 'fail', 'nobody owns it', ''),
 (5, 'OWN1001', 'waived', 'nobody owns it', 'EXC-1');
INSERT INTO subject_verdicts (subject, policy_id, outcome, message, registry_id, owner, path, line) VALUES
 ('credential:web-key', 'ROT1001', 'fail', 'its rotation is late', 'web-key', 'team-web', 'owners.yaml', 20),
 ('credential:pay-key', 'ROT1001', 'pass', '', 'pay-key', 'team-pay', 'owners.yaml', 10),
 ('exception:EXC-2', 'EXC1001', 'fail', 'it has ended', '', '', 'owners.yaml', 40);
INSERT INTO policy_totals (run_id, policy_id, title, passed, failed) VALUES
 (1, 'OWN1001', 'An older title', 1, 1), (2, 'OWN1001', 'Credential without an owner', 1, 1),
 (2, 'USE1001', 'One credential in several repositories', 1, 2);
INSERT INTO registry_credentials (registry_id, title, type, status, owner, environment, last_rotated, rotation_due, expires, findings, path, line) VALUES
 ('pay-key', 'Key of pay', 'service', 'active', 'team-pay', 'prod', '2026-05-01T00:00:00Z', '2026-11-01T00:00:00Z', NULL, 2, 'owners.yaml', 10),
 ('web-key', 'Key of web', 'service', 'active', 'team-web', 'prod', '2026-06-01T00:00:00Z', '2026-12-24T00:00:00Z', NULL, 0, 'owners.yaml', 20),
 ('old-key', 'Key of old', 'service', 'retired', 'team-web', 'prod', NULL, '2025-01-01T00:00:00Z', NULL, 0, 'owners.yaml', 30);
INSERT INTO registry_exceptions (exception_id, registry_id, policies, reason, approver, granted, expires, is_in_force) VALUES
 ('EXC-1', 'web-key', 'OWN1001 ROT1001', 'until the vendor answers', 'Cai', '2026-10-01T00:00:00Z', '2026-12-31T00:00:00Z', 1),
 ('EXC-2', '', 'USE1001', 'migration', 'Cai', '2026-08-01T00:00:00Z', '2026-11-15T00:00:00Z', 1),
 ('EXC-3', 'pay-key', 'ROT1001', 'not granted yet', '', NULL, NULL, 0);
INSERT INTO suppressions (repository_id, kind, rule_id, path, line, reason, until) VALUES
 (1, 'comment', 'generic-secret', 'src/test.c', 5, 'a value of a test', '2026-12-01T00:00:00Z');
)SQL";

}  // namespace keyhound::testing
