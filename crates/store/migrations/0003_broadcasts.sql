-- Messages to many at once, what people do not want to hear, and a mail that is on its way.

-- A message to all customers or to chosen ones. It is told and mailed in steps; the two cursors say how far each has come (customers by id).
CREATE TABLE broadcasts (
    id {pk},
    -- One broadcast for each cause, however often its form is sent.
    cause TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('new_product', 'stock_back', 'stock_raised', 'message')),
    heading TEXT NOT NULL,
    body TEXT NOT NULL,
    link TEXT NOT NULL,
    chosen_only BIGINT NOT NULL CHECK (chosen_only IN (0, 1)),
    by_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    told_to BIGINT NOT NULL DEFAULT 0,
    told BIGINT NOT NULL DEFAULT 0,
    told_at BIGINT,
    mailed_to BIGINT NOT NULL DEFAULT 0,
    mailed BIGINT NOT NULL DEFAULT 0,
    mailed_at BIGINT
);

-- The customers of a broadcast to chosen ones.
CREATE TABLE broadcast_people (
    broadcast_id BIGINT NOT NULL REFERENCES broadcasts (id),
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    PRIMARY KEY (broadcast_id, customer_id)
);

-- What somebody has switched off: a kind (domain::notice::Kind) on a channel.
CREATE TABLE notification_mutes (
    recipient TEXT NOT NULL CHECK (recipient IN ('customer', 'employee', 'admin')),
    person_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('app', 'mail')),
    PRIMARY KEY (recipient, person_id, kind, channel)
);

-- Until when the program that began to send a mail is trusted to finish; nobody else sends it meanwhile.
ALTER TABLE mails ADD COLUMN taken_until BIGINT;
-- The worker that began, by its name in the table of workers.
ALTER TABLE mails ADD COLUMN taken_by TEXT;
CREATE INDEX mails_taken ON mails (taken_by) WHERE taken_until IS NOT NULL;
-- What the mail server said when it refused the mail for good.
ALTER TABLE mails ADD COLUMN refusal TEXT;

-- Secrets the program made for itself, by name. Never shown, never exported.
CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    body {bytes} NOT NULL
);
