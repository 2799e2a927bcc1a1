-- Who said when whether a credential still works, and why: one check for all repositories that hold the value.
ALTER TABLE credentials ADD COLUMN liveness_at TEXT;                              -- when it was checked
ALTER TABLE credentials ADD COLUMN liveness_source TEXT NOT NULL DEFAULT '';      -- "live-check", "offline-proof", ...
ALTER TABLE credentials ADD COLUMN liveness_verifier TEXT NOT NULL DEFAULT '';    -- id of the verifier, name of the proof
ALTER TABLE credentials ADD COLUMN liveness_host TEXT NOT NULL DEFAULT '';        -- that was asked; empty: none
ALTER TABLE credentials ADD COLUMN liveness_status INTEGER NOT NULL DEFAULT 0;    -- of HTTP; 0: none
ALTER TABLE credentials ADD COLUMN liveness_reason TEXT NOT NULL DEFAULT '';      -- why it is what it is
CREATE INDEX credentials_liveness ON credentials (liveness);
