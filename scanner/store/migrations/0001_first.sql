-- The first form of the store. The same text serves SQLite and PostgreSQL; what they write differently stands in
-- braces: {id} is the column of a row's own number, {clustered} says that rows stand in order of their key. Times are RFC 3339 in UTC ("2026-11-30T09:00:00Z"), which sort
-- as text; flags are 0 or 1. No column ever holds a secret: only redacted forms and keyed fingerprints.

-- Which migrations were applied.
CREATE TABLE schema_version (
  version INTEGER PRIMARY KEY,
  applied TEXT NOT NULL
);

-- What could be scanned: one row a repository, whatever it was called when.
CREATE TABLE repositories (
  {id},
  name TEXT NOT NULL UNIQUE,              -- "github.com/acme/pay"; of a path: the path
  location TEXT NOT NULL,                 -- URL without credentials, or path
  policy_name TEXT NOT NULL DEFAULT '',   -- what policies and the registry call it: "acme/pay"
  provider TEXT NOT NULL DEFAULT '',      -- "github", "gitlab", "gitea", "list", "directory"
  provider_id TEXT NOT NULL DEFAULT '',   -- the provider's own number, which a rename leaves as it is
  organisation TEXT NOT NULL DEFAULT '',  -- "acme", "group/subgroup"
  is_archived INTEGER NOT NULL DEFAULT 0,
  is_fork INTEGER NOT NULL DEFAULT 0,
  is_private INTEGER NOT NULL DEFAULT 0,
  size_kib BIGINT NOT NULL DEFAULT 0,
  former_names TEXT NOT NULL DEFAULT '',  -- one a line, of renamed repositories
  -- Of the last scan that read everything: what decides whether another would find the same.
  refs_digest TEXT NOT NULL DEFAULT '',
  basis TEXT NOT NULL DEFAULT '',
  last_scan_id BIGINT,                    -- the last one of any kind
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL
);
CREATE INDEX repositories_provider ON repositories (provider, provider_id);

-- A run over many repositories, by one or many coordinators (shards).
CREATE TABLE runs (
  {id},
  run_key TEXT NOT NULL UNIQUE,           -- given, or of the scheduler, or random
  plan_digest TEXT NOT NULL,
  plan_complete INTEGER NOT NULL DEFAULT 1,  -- 0: a list of targets could not be read to its end
  shard_count INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL DEFAULT 'running',  -- "running", "finished"
  tool_version TEXT NOT NULL DEFAULT '',
  rules_digest TEXT NOT NULL DEFAULT '',
  policies_digest TEXT NOT NULL DEFAULT '',
  registry_digest TEXT NOT NULL DEFAULT '',
  started TEXT NOT NULL,
  finished TEXT,
  judged TEXT                             -- when the policies judged everything, last
);

-- The coordinators of a run. A coordinator that does not beat any more has lost its claims.
CREATE TABLE run_shards (
  run_id BIGINT NOT NULL REFERENCES runs (id),
  shard INTEGER NOT NULL,                 -- from 1 on
  session TEXT NOT NULL,                  -- random, of this coordinator
  host TEXT NOT NULL,
  pid BIGINT NOT NULL,
  pid_started TEXT NOT NULL DEFAULT '',   -- of the process, so that a number given anew is seen
  heartbeat TEXT NOT NULL,
  started TEXT NOT NULL,
  finished TEXT,
  PRIMARY KEY (run_id, shard, session)
);

-- Every target of a run, and how it ended. Nothing is lost silently: the outcomes add up to the plan.
CREATE TABLE run_targets (
  run_id BIGINT NOT NULL REFERENCES runs (id),
  repository_id BIGINT NOT NULL REFERENCES repositories (id),
  shard INTEGER NOT NULL DEFAULT 1,
  outcome TEXT NOT NULL DEFAULT 'pending',  -- "pending", "scanned", "unchanged", "failed", "excluded"
  reason TEXT NOT NULL DEFAULT '',          -- kebab-case: "not-found", "time-limit", "archived", ...
  message TEXT NOT NULL DEFAULT '',
  claimed_by TEXT NOT NULL DEFAULT '',      -- session of the coordinator at work on it, ":", number of the claim
  size_kib BIGINT NOT NULL DEFAULT 0,       -- as planned; the largest are scanned first
  attempts INTEGER NOT NULL DEFAULT 0,
  seconds DOUBLE PRECISION NOT NULL DEFAULT 0,
  ended TEXT,
  PRIMARY KEY (run_id, repository_id)
);
CREATE INDEX run_targets_next ON run_targets (run_id, shard, outcome, claimed_by, size_kib DESC, repository_id);

-- A run's diagnostics that are not about one repository: a list that broke off, a shard that ended early.
CREATE TABLE run_diagnostics (
  run_id BIGINT NOT NULL REFERENCES runs (id),
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  message TEXT NOT NULL,
  is_incomplete INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (run_id, kind, subject, message)
);

-- Numbers of a run, for trends: "findings.open", "findings.open.critical", "findings.new", "targets.scanned", ...
CREATE TABLE run_totals (
  run_id BIGINT NOT NULL REFERENCES runs (id),
  name TEXT NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (run_id, name)
);

-- One a repository and run; scanned again in the same run, it is replaced.
CREATE TABLE scans (
  {id},
  run_id BIGINT NOT NULL REFERENCES runs (id),
  repository_id BIGINT NOT NULL REFERENCES repositories (id),
  head TEXT NOT NULL DEFAULT '',
  refs_digest TEXT NOT NULL DEFAULT '',
  basis TEXT NOT NULL DEFAULT '',
  commits BIGINT NOT NULL DEFAULT 0,
  blobs BIGINT NOT NULL DEFAULT 0,
  files BIGINT NOT NULL DEFAULT 0,
  bytes BIGINT NOT NULL DEFAULT 0,
  is_complete INTEGER NOT NULL DEFAULT 0,
  is_inventoried INTEGER NOT NULL DEFAULT 0,  -- 1: pipeline definitions were read
  exit_code INTEGER NOT NULL DEFAULT 0,
  seconds DOUBLE PRECISION NOT NULL DEFAULT 0,
  report TEXT NOT NULL DEFAULT '',        -- path of its SARIF, relative to the run's output folder
  started TEXT NOT NULL,
  finished TEXT NOT NULL,
  UNIQUE (run_id, repository_id)
);
CREATE INDEX scans_repository ON scans (repository_id);

-- Each leaked value once, wherever it stands: the same fingerprint in ten repositories is one row.
CREATE TABLE credentials (
  {id},
  fingerprint TEXT NOT NULL UNIQUE,       -- "kh1:..."
  rule_id TEXT NOT NULL,                  -- that found it first
  kind TEXT NOT NULL,                     -- "secret", "pipeline", "policy"
  title TEXT NOT NULL DEFAULT '',
  redacted TEXT NOT NULL DEFAULT '',
  registry_id TEXT NOT NULL DEFAULT '',   -- its entry in the owner registry
  owner TEXT NOT NULL DEFAULT '',         -- accountable by the registry
  matched_by TEXT NOT NULL DEFAULT '',
  is_weak_match INTEGER NOT NULL DEFAULT 0,
  liveness TEXT NOT NULL DEFAULT '',      -- "active", "revoked", ...; empty: not checked
  repository_count BIGINT NOT NULL DEFAULT 0,  -- with a finding of it that is not fixed
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL
);
CREATE INDEX credentials_registry ON credentials (registry_id);
CREATE INDEX credentials_owner ON credentials (owner);
CREATE INDEX credentials_reuse ON credentials (repository_count);

-- One credential under one rule in one repository, across scans.
CREATE TABLE findings (
  {id},
  repository_id BIGINT NOT NULL REFERENCES repositories (id),
  credential_id BIGINT NOT NULL REFERENCES credentials (id),
  rule_id TEXT NOT NULL,
  -- "new", "existing", "regressed", "waived", "fixed": as of the last scan of the repository that could tell.
  state TEXT NOT NULL,
  closed_reason TEXT NOT NULL DEFAULT '', -- of "fixed": "not-found", "rules-changed"
  severity TEXT NOT NULL,
  severity_rank INTEGER NOT NULL,         -- 4 critical, 3 high, 2 medium, 1 low, 0 info
  confidence TEXT NOT NULL,
  level TEXT NOT NULL DEFAULT '',
  score DOUBLE PRECISION NOT NULL DEFAULT 0,
  title TEXT NOT NULL DEFAULT '',
  message TEXT NOT NULL DEFAULT '',
  remedy TEXT NOT NULL DEFAULT '',
  identity TEXT NOT NULL DEFAULT '',      -- JSON object of the public half
  tags TEXT NOT NULL DEFAULT '',          -- JSON list
  detail TEXT NOT NULL DEFAULT '',        -- JSON object: what else policies judge by
  waiver TEXT NOT NULL DEFAULT '',        -- of "waived": the exception's id, or "baseline"
  waiver_reason TEXT NOT NULL DEFAULT '',
  waiver_until TEXT,
  is_in_head INTEGER NOT NULL DEFAULT 0,
  occurrence_count BIGINT NOT NULL DEFAULT 0,
  -- Where it stands first; all places are in `occurrences`.
  path TEXT NOT NULL DEFAULT '',
  line BIGINT NOT NULL DEFAULT 0,
  commit_id TEXT NOT NULL DEFAULT '',
  author TEXT NOT NULL DEFAULT '',
  committed TEXT,
  first_run_id BIGINT NOT NULL,           -- decides "new": however often that run scans it
  first_scan_id BIGINT NOT NULL,
  last_scan_id BIGINT NOT NULL,           -- that saw it
  regressed_run_id BIGINT,
  fixed_run_id BIGINT,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  fixed TEXT,                             -- when it was first missed; NULL unless it is fixed
  regressed TEXT,                         -- when it came back
  UNIQUE (repository_id, credential_id, rule_id)
);
CREATE INDEX findings_credential ON findings (credential_id);
CREATE INDEX findings_state ON findings (state, severity_rank);
CREATE INDEX findings_first_seen ON findings (first_seen);
CREATE INDEX findings_fixed_run ON findings (fixed_run_id);

-- The places of a finding as its last scan saw them.
CREATE TABLE occurrences (
  finding_id BIGINT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,               -- from 0 on, in order of introduction
  path TEXT NOT NULL,
  part TEXT NOT NULL DEFAULT '',          -- "commit-message", ...; empty: a file's content
  start_line BIGINT NOT NULL,
  start_column BIGINT NOT NULL,
  end_line BIGINT NOT NULL,
  end_column BIGINT NOT NULL,
  blob TEXT NOT NULL DEFAULT '',
  commit_id TEXT NOT NULL DEFAULT '',     -- that introduced it
  author TEXT NOT NULL DEFAULT '',
  author_email TEXT NOT NULL DEFAULT '',
  committed TEXT,
  removed_commit_id TEXT NOT NULL DEFAULT '',
  is_in_head INTEGER NOT NULL DEFAULT 0,
  is_in_worktree INTEGER NOT NULL DEFAULT 0,
  is_reachable INTEGER NOT NULL DEFAULT 1,
  pipeline TEXT NOT NULL DEFAULT '',      -- JSON: platform, job, step, ...; empty: no definition
  PRIMARY KEY (finding_id, ordinal)
){clustered};

-- What a policy says of a finding.
CREATE TABLE verdicts (
  finding_id BIGINT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  policy_id TEXT NOT NULL,                -- "ROT1001"
  outcome TEXT NOT NULL,                  -- "pass", "fail", "waived", "error"
  level TEXT NOT NULL DEFAULT '',
  message TEXT NOT NULL DEFAULT '',
  exception_id TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (finding_id, policy_id)
){clustered};
CREATE INDEX verdicts_policy ON verdicts (policy_id, outcome);

-- Stored secrets that pipeline definitions name.
CREATE TABLE secret_references (
  {id},
  repository_id BIGINT NOT NULL REFERENCES repositories (id),
  secret_ref TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  platform TEXT NOT NULL DEFAULT '',
  store TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT '',
  store_id TEXT NOT NULL DEFAULT '',
  path TEXT NOT NULL DEFAULT '',
  line BIGINT NOT NULL DEFAULT 0,
  job TEXT NOT NULL DEFAULT '',
  step TEXT NOT NULL DEFAULT '',
  environment TEXT NOT NULL DEFAULT '',
  resolution TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT ''         -- JSON: the reference as JSON reports have it
);
CREATE INDEX secret_references_repository ON secret_references (repository_id);
CREATE INDEX secret_references_ref ON secret_references (secret_ref);

-- What asks the scanner to pass over something.
CREATE TABLE suppressions (
  {id},
  repository_id BIGINT NOT NULL REFERENCES repositories (id),
  kind TEXT NOT NULL,
  rule_id TEXT NOT NULL DEFAULT '',
  path TEXT NOT NULL DEFAULT '',
  line BIGINT NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  until TEXT,
  detail TEXT NOT NULL DEFAULT ''
);
CREATE INDEX suppressions_repository ON suppressions (repository_id);

-- What the last scan of a repository could not read, and what else it has to say.
CREATE TABLE diagnostics (
  {id},
  scan_id BIGINT NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
  repository_id BIGINT NOT NULL REFERENCES repositories (id),
  kind TEXT NOT NULL,
  subject TEXT NOT NULL DEFAULT '',
  message TEXT NOT NULL DEFAULT '',
  is_incomplete INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX diagnostics_scan ON diagnostics (scan_id);

-- The owner registry as the last judgement of all repositories read it.
CREATE TABLE registry_credentials (
  registry_id TEXT PRIMARY KEY,
  title TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT '',
  type TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT '',
  owner TEXT NOT NULL DEFAULT '',
  operator_party TEXT NOT NULL DEFAULT '',
  environment TEXT NOT NULL DEFAULT '',
  provider TEXT NOT NULL DEFAULT '',
  created TEXT,
  last_rotated TEXT,
  rotation_due TEXT,
  expires TEXT,
  revoked TEXT,
  findings BIGINT NOT NULL DEFAULT 0,
  path TEXT NOT NULL DEFAULT '',
  line BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE registry_exceptions (
  exception_id TEXT PRIMARY KEY,
  registry_id TEXT NOT NULL DEFAULT '',
  policies TEXT NOT NULL DEFAULT '',      -- ids parted by blanks
  reason TEXT NOT NULL DEFAULT '',
  approver TEXT NOT NULL DEFAULT '',
  requested_by TEXT NOT NULL DEFAULT '',
  ticket TEXT NOT NULL DEFAULT '',
  compensating_control TEXT NOT NULL DEFAULT '',
  granted TEXT,
  expires TEXT,
  is_in_force INTEGER NOT NULL DEFAULT 0
);

-- What the policies say of everything that is not one finding: entries of the registry, exceptions, references.
CREATE TABLE subject_verdicts (
  subject TEXT NOT NULL,                  -- "credential:pay-key", "reference:...", "exception:EXC-1"
  policy_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  level TEXT NOT NULL DEFAULT '',
  message TEXT NOT NULL DEFAULT '',
  exception_id TEXT NOT NULL DEFAULT '',
  registry_id TEXT NOT NULL DEFAULT '',
  owner TEXT NOT NULL DEFAULT '',
  path TEXT NOT NULL DEFAULT '',
  line BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (subject, policy_id)
);
CREATE INDEX subject_verdicts_policy ON subject_verdicts (policy_id, outcome);

-- How often each policy said what in a run, over all subjects.
CREATE TABLE policy_totals (
  run_id BIGINT NOT NULL REFERENCES runs (id),
  policy_id TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  passed BIGINT NOT NULL DEFAULT 0,
  failed BIGINT NOT NULL DEFAULT 0,
  waived BIGINT NOT NULL DEFAULT 0,
  errors BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (run_id, policy_id)
);

-- Where the evidence ledger tells of a run.
CREATE TABLE evidence (
  run_id BIGINT NOT NULL REFERENCES runs (id),
  ledger TEXT NOT NULL,
  event_type TEXT NOT NULL,               -- "run.started", "run.finished"
  event_run TEXT NOT NULL DEFAULT '',     -- the run's id in the ledger
  sequence BIGINT NOT NULL DEFAULT 0,
  event_hash TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (run_id, ledger, event_type, event_run)
);
