-- Discounts of the office: set for many at once by a job, and which order used which discount.

-- One wish of the office: the same discount for every customer of its list.
CREATE TABLE discount_batches (
    id {pk},
    percent BIGINT NOT NULL CHECK (percent BETWEEN 1 AND 100),
    scope TEXT NOT NULL CHECK (scope IN ('one_product', 'all_products', 'cart_threshold')),
    product_id BIGINT REFERENCES products (id),
    minimum BIGINT CHECK (minimum >= 0),
    message TEXT NOT NULL,
    valid_from BIGINT,
    valid_until BIGINT,
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    uses_allowed BIGINT CHECK (uses_allowed > 0),
    origin TEXT NOT NULL CHECK (origin IN ('manual', 'loyalty')),
    admin_name TEXT NOT NULL,
    -- Of the form: sent twice, it is one batch.
    cause TEXT UNIQUE,
    created_at BIGINT NOT NULL,
    finished_at BIGINT,
    CONSTRAINT batch_product_iff_one_product CHECK ((scope = 'one_product') = (product_id IS NOT NULL)),
    CONSTRAINT batch_minimum_iff_threshold CHECK ((scope = 'cart_threshold') = (minimum IS NOT NULL))
);

-- For whom; settled when the office pressed the button.
CREATE TABLE discount_batch_customers (
    batch_id BIGINT NOT NULL REFERENCES discount_batches (id),
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    PRIMARY KEY (batch_id, customer_id)
);

ALTER TABLE discounts ADD COLUMN batch_id BIGINT REFERENCES discount_batches (id);
-- Orders it may be used in altogether; uses_left is what remains of it.
ALTER TABLE discounts ADD COLUMN uses_allowed BIGINT;
-- Of the form: sent twice, it is one row.
ALTER TABLE discounts ADD COLUMN cause TEXT;
CREATE UNIQUE INDEX discounts_once_a_form ON discounts (cause);
-- A batch gives each customer one row, however often its job runs.
CREATE UNIQUE INDEX discounts_once_a_batch ON discounts (batch_id, customer_id);

-- Which order used which discount, and how much it took off. A cancelled order gives its use back once.
CREATE TABLE discount_uses (
    discount_id BIGINT NOT NULL REFERENCES discounts (id),
    order_id BIGINT NOT NULL REFERENCES orders (id),
    amount BIGINT NOT NULL CHECK (amount >= 0),
    given_back_at BIGINT,
    PRIMARY KEY (discount_id, order_id)
);
CREATE INDEX discount_uses_order ON discount_uses (order_id);

-- Orders of before: their lines say which row they used.
INSERT INTO discount_uses (discount_id, order_id, amount, given_back_at)
SELECT d.id, o.id, CAST(SUM(l.discount) AS BIGINT), MAX(CASE WHEN o.state = 'cancelled' THEN o.placed_at END)
FROM discounts d JOIN order_lines l ON l.verdict LIKE '_"applied":_"source":_"row":' || CAST(d.id AS TEXT) || '_,%' JOIN orders o ON o.id = l.order_id
GROUP BY d.id, o.id;
UPDATE discounts SET
    uses_allowed = uses_left + (SELECT COUNT(*) FROM discount_uses u WHERE u.discount_id = discounts.id),
    uses_left = uses_left + (SELECT COUNT(*) FROM discount_uses u WHERE u.discount_id = discounts.id AND u.given_back_at IS NOT NULL)
WHERE uses_left IS NOT NULL;
