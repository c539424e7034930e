-- Tables brought in by the office (docs/decisions/0021): looked at first, then taken as a whole or not at all.

CREATE TABLE imports (
    id {pk},
    kind TEXT NOT NULL CHECK (kind IN ('products', 'stock', 'customers')),
    -- Of the form and the file: sent twice, it is one import.
    form_key TEXT NOT NULL UNIQUE,
    file_name TEXT NOT NULL,
    -- Why stock moves, where a row does not say it.
    reason TEXT NOT NULL,
    -- The table as it was read, as JSON. It goes when the import is decided: the shop keeps what came of it.
    cells TEXT,
    lines BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'applied', 'dropped')),
    created BIGINT,
    changed BIGINT,
    unchanged BIGINT,
    begun_by TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    ended_by TEXT,
    ended_at BIGINT,
    CONSTRAINT ended_has_time CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CONSTRAINT cells_while_waiting CHECK ((state = 'waiting') = (cells IS NOT NULL)),
    CONSTRAINT applied_has_figures CHECK ((state = 'applied') = (created IS NOT NULL))
);
CREATE INDEX imports_kind ON imports (kind, id);
CREATE INDEX imports_waiting ON imports (begun_at) WHERE state = 'waiting';
