-- A third kind of admin. SQLite cannot change a CHECK, so the column is made anew under its name.
ALTER TABLE admins ADD COLUMN kind TEXT NOT NULL DEFAULT 'office' CHECK (kind IN ('owner', 'office', 'warehouse'));
UPDATE admins SET kind = role;
ALTER TABLE admins DROP COLUMN role;
ALTER TABLE admins RENAME COLUMN kind TO role;

-- The second step of an admin's sign-in: the secret of the app on the phone; it counts once a code has confirmed it. Each code is used
-- once: the last used step only grows.
CREATE TABLE admin_totp (
    admin_id BIGINT PRIMARY KEY REFERENCES admins (id),
    secret {bytes} NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL DEFAULT 0
);
-- Codes for the day the phone is lost: SHA-256 only, each works once.
CREATE TABLE admin_recovery_codes (
    admin_id BIGINT NOT NULL REFERENCES admins (id),
    code_hash TEXT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (admin_id, code_hash)
);
-- Whoever typed the right password and still owes the code: no session yet.
CREATE TABLE admin_half_sessions (
    token_hash {bytes} PRIMARY KEY,
    admin_id BIGINT NOT NULL REFERENCES admins (id),
    expires_at BIGINT NOT NULL
);
CREATE INDEX admin_half_sessions_admin ON admin_half_sessions (admin_id);

-- Who of the shop changed what, and when. Values of customers' personal data and secrets never stand in `changes` (docs/decisions/0016).
CREATE TABLE audit_log (
    id {pk},
    created_at BIGINT NOT NULL,
    actor TEXT NOT NULL CHECK (actor IN ('admin', 'employee', 'command')),
    actor_id BIGINT,
    actor_name TEXT NOT NULL,
    act TEXT NOT NULL,
    object TEXT NOT NULL,
    object_id BIGINT,
    object_name TEXT NOT NULL,
    changes TEXT NOT NULL
);
CREATE INDEX audit_log_actor ON audit_log (actor, actor_id, id);
CREATE INDEX audit_log_object ON audit_log (object, object_id, id);
CREATE INDEX audit_log_act ON audit_log (act, id);
CREATE INDEX audit_log_created ON audit_log (created_at, id);

-- only sqlite
CREATE TRIGGER audit_log_keep BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_log_stay BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
-- only postgres
CREATE TRIGGER audit_log_keep BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION barokah_append_only();
-- both
