-- What the office keeps about customers for itself: notes, labels, follow-ups. No customer ever sees it, and it goes with the customer.

CREATE TABLE customer_notes (
    id {pk},
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    admin_id BIGINT NOT NULL REFERENCES admins (id),
    admin_name TEXT NOT NULL,
    body TEXT NOT NULL,
    -- Of the form: sent twice, it is one note.
    cause TEXT UNIQUE,
    created_at BIGINT NOT NULL,
    changed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX customer_notes_customer ON customer_notes (customer_id, id);

-- Free words of the office; capitals are kept but make no other label.
CREATE TABLE tags (
    id {pk},
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE customer_tags (
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    tag_id BIGINT NOT NULL REFERENCES tags (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, tag_id)
);
CREATE INDEX customer_tags_tag ON customer_tags (tag_id, customer_id);

-- What is to be done for a customer on a day of the shop. reminded_at is set once, by whoever reminds first; another day clears it.
CREATE TABLE follow_ups (
    id {pk},
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    admin_id BIGINT NOT NULL REFERENCES admins (id),
    body TEXT NOT NULL,
    day TEXT NOT NULL,
    -- HH:MM in the shop's zone; without it the hour of the settings.
    hour TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'cancelled')),
    result TEXT,
    by_name TEXT NOT NULL,
    -- Of the form: sent twice, it is one follow-up.
    cause TEXT UNIQUE,
    created_at BIGINT NOT NULL,
    changed_by TEXT,
    changed_at BIGINT,
    ended_by TEXT,
    ended_at BIGINT,
    reminded_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT ended_has_time CHECK ((state = 'open') = (ended_at IS NULL))
);
CREATE INDEX follow_ups_customer ON follow_ups (customer_id, id);
CREATE INDEX follow_ups_open ON follow_ups (day, id) WHERE state = 'open';
CREATE INDEX follow_ups_ended ON follow_ups (ended_at, id) WHERE state <> 'open';
CREATE INDEX follow_ups_to_remind ON follow_ups (day, id) WHERE state = 'open' AND reminded_at IS NULL;

-- The newest message to one person alone is part of the last contact.
CREATE INDEX broadcast_people_customer ON broadcast_people (customer_id, broadcast_id);
