-- Delivery (domain.md §7, docs/decisions/0019): the plan of a day, short deliveries, forms of a phone without network; stock counts (§4).

-- The day an order is planned for (YYYY-MM-DD in the shop's zone) and its place in the driver's tour.
ALTER TABLE orders ADD COLUMN planned_on TEXT;
ALTER TABLE orders ADD COLUMN stop BIGINT;
CREATE INDEX orders_planned ON orders (planned_on, state);

-- The form by which a delivery was proved: sent again, it is the same delivery.
ALTER TABLE delivery_proofs ADD COLUMN form_key TEXT;

-- What was missing at a delivery, and what the office did about it.
CREATE TABLE delivery_shortfalls (
    order_id BIGINT NOT NULL REFERENCES orders (id),
    product_id BIGINT NOT NULL REFERENCES products (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    value BIGINT NOT NULL CHECK (value >= 0),
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    settlement TEXT,
    settled_at BIGINT,
    settled_by TEXT,
    PRIMARY KEY (order_id, product_id),
    CONSTRAINT settled_has_time CHECK ((settlement IS NULL) = (settled_at IS NULL))
);

-- A count of the yard. Approved, the differences are rows of the stock ledger.
CREATE TABLE stock_counts (
    id {pk},
    category_name TEXT,
    note TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'cancelled')),
    opened_by TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_by TEXT,
    closed_at BIGINT,
    value BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT closed_has_time CHECK ((state = 'open') = (closed_at IS NULL))
);

-- One product of a count: how much was counted, and what the books said at that moment (`away`: of it on a truck).
CREATE TABLE stock_count_lines (
    count_id BIGINT NOT NULL REFERENCES stock_counts (id),
    product_id BIGINT NOT NULL REFERENCES products (id),
    counted BIGINT CHECK (counted >= 0),
    book BIGINT,
    away BIGINT,
    price BIGINT,
    counted_by TEXT,
    counted_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (count_id, product_id),
    CONSTRAINT counted_has_books CHECK ((counted IS NULL) = (book IS NULL) AND (counted IS NULL) = (away IS NULL)
        AND (counted IS NULL) = (price IS NULL) AND (counted IS NULL) = (counted_at IS NULL))
);
CREATE INDEX stock_movements_kind ON stock_movements (kind, id);
