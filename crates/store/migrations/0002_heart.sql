-- The heart: what is due when, what was mailed, what was reminded, who works.

-- One row for each entry of the schedule. An occurrence belongs to whoever moves next_run_at first.
CREATE TABLE schedules (
    name TEXT PRIMARY KEY,
    next_run_at BIGINT NOT NULL,
    last_run_at BIGINT
);

-- Mails that were sent, once for each key, whatever runs twice.
CREATE TABLE mails (
    id {pk},
    key TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body_text TEXT NOT NULL,
    body_html TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    sent_at BIGINT,
    transport TEXT
);
CREATE INDEX mails_created ON mails (created_at, id);

-- Links for a new password; only the SHA-256 of the token is kept.
CREATE TABLE password_resets (
    token_hash {bytes} PRIMARY KEY,
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX password_resets_customer ON password_resets (customer_id);

-- A reminder is given once for each deadline and number of hours before it; a new deadline is reminded anew.
CREATE TABLE payment_reminders (
    order_id BIGINT NOT NULL REFERENCES orders (id),
    deadline BIGINT NOT NULL,
    hours BIGINT NOT NULL CHECK (hours > 0),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (order_id, deadline, hours)
);

-- Processes that work jobs, by their own name; who was not seen for a minute is gone.
CREATE TABLE workers (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);

-- Products whose stock was told to be low; removed when it is enough again, so that each fall is told once.
CREATE TABLE low_stock_told (
    product_id BIGINT PRIMARY KEY REFERENCES products (id),
    told_at BIGINT NOT NULL
);
CREATE INDEX orders_deadline ON orders (pay_deadline) WHERE pay_deadline IS NOT NULL;

-- A transaction has a number of its own before it takes the number of a notification (docs/decisions/0008).
-- only postgres
CREATE FUNCTION barokah_number_first() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_current_xact_id(); RETURN NULL; END';
CREATE TRIGGER notifications_number BEFORE INSERT ON notifications FOR EACH STATEMENT EXECUTE FUNCTION barokah_number_first();
-- both
