-- Orders in the hands of the office: changes of a placed order, and notes that the customer never sees.

-- A change of an order moves its reservation again: each revision (the order's version) once. Reserving at the start, the release of a
-- cancelled order and the sale are revision 0, so each of those still happens once at most.
ALTER TABLE stock_movements ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
DROP INDEX stock_movements_once;
CREATE UNIQUE INDEX stock_movements_once ON stock_movements (order_id, product_id, kind, revision);

-- What the office notes about an order, for itself.
CREATE TABLE order_notes (
    id {pk},
    order_id BIGINT NOT NULL REFERENCES orders (id),
    body TEXT NOT NULL,
    admin_id BIGINT REFERENCES admins (id),
    admin_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- Of the form: sent twice, it is one note.
    cause TEXT NOT NULL,
    UNIQUE (order_id, cause)
);

-- The desk of the office looks at open orders only, and from one proof to the next.
CREATE INDEX orders_desk ON orders (state, proof_state, id);
CREATE INDEX customers_phone ON customers (phone);
