-- Segments of customers, messages to them, and who does not want to be chosen by what the books say of them.

-- A segment the office saved; the conditions are JSON (domain::segment::Conditions).
CREATE TABLE segments (
    id {pk},
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    conditions TEXT NOT NULL,
    -- Of the form: sent twice, it is one segment.
    cause TEXT NOT NULL UNIQUE,
    by_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);

-- No personal offers: nothing that is chosen by the customer's own history or data.
ALTER TABLE customers ADD COLUMN profiling_refused_at BIGINT;
-- The segments a message is for (names and conditions, JSON), as they were when it was sent; empty for all other messages.
ALTER TABLE broadcasts ADD COLUMN segments TEXT;

-- Whom the office wrote to by WhatsApp about a message: once each.
CREATE TABLE whatsapp_sends (
    broadcast_id BIGINT NOT NULL REFERENCES broadcasts (id),
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    admin_id BIGINT NOT NULL REFERENCES admins (id),
    by_name TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (broadcast_id, customer_id)
);
