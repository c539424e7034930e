-- The shop's tables. Integers, texts and bytes only: times are UTC milliseconds, money whole rupiah, quantities thousandths,
-- yes/no is 0/1 or an empty/filled time. {pk} and {bytes} are explained in dialect.rs.

CREATE TABLE settings (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    body TEXT NOT NULL,
    version BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE customers (
    id {pk},
    username TEXT NOT NULL,
    username_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    birth_corrections BIGINT NOT NULL DEFAULT 0,
    phone TEXT NOT NULL,
    email TEXT,
    email_key TEXT UNIQUE,
    password_hash TEXT,
    consent_at BIGINT,
    created_at BIGINT NOT NULL,
    deactivated_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX customers_name ON customers (name, id);

CREATE TABLE employees (
    id {pk},
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    deactivated_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE admins (
    id {pk},
    name TEXT NOT NULL,
    username TEXT NOT NULL,
    username_key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('owner', 'office')),
    password_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    deactivated_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);

-- One-time links that make the first owner; only the SHA-256 of the token is kept.
CREATE TABLE setup_links (
    token_hash {bytes} PRIMARY KEY,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

-- Three doors, three sessions (domain.md §1). Only the SHA-256 of the token is kept.
CREATE TABLE sessions (
    token_hash {bytes} PRIMARY KEY,
    door TEXT NOT NULL CHECK (door IN ('customer', 'employee', 'admin')),
    person_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_person ON sessions (door, person_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Uploaded files. The bytes lie in the file store under storage_key; pictures of products are public, the rest is private.
CREATE TABLE files (
    id {pk},
    kind TEXT NOT NULL CHECK (kind IN ('product', 'proof', 'delivery', 'feedback')),
    storage_key TEXT NOT NULL UNIQUE,
    content_type TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size >= 0),
    width BIGINT,
    height BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE categories (
    id {pk},
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    archived_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX categories_live_name ON categories (name_key) WHERE archived_at IS NULL;

CREATE TABLE products (
    id {pk},
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    category_id BIGINT REFERENCES categories (id),
    price BIGINT NOT NULL CHECK (price >= 0),
    unit TEXT NOT NULL,
    step BIGINT NOT NULL CHECK (step > 0),
    minimum BIGINT NOT NULL CHECK (minimum > 0),
    weight_grams BIGINT CHECK (weight_grams >= 0),
    on_hand BIGINT NOT NULL DEFAULT 0 CHECK (on_hand >= 0),
    reserved BIGINT NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    created_at BIGINT NOT NULL,
    archived_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT never_more_promised_than_there CHECK (reserved <= on_hand)
);
CREATE INDEX products_category ON products (category_id);

CREATE TABLE product_photos (
    product_id BIGINT NOT NULL REFERENCES products (id),
    file_id BIGINT NOT NULL UNIQUE REFERENCES files (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (product_id, file_id)
);

-- A visitor's cart hangs on the hash of a cookie, a customer's on the customer.
CREATE TABLE carts (
    id {pk},
    token_hash {bytes} UNIQUE,
    customer_id BIGINT UNIQUE REFERENCES customers (id),
    touched_at BIGINT NOT NULL,
    CONSTRAINT one_owner CHECK ((token_hash IS NULL) <> (customer_id IS NULL))
);

CREATE TABLE cart_lines (
    cart_id BIGINT NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
    product_id BIGINT NOT NULL REFERENCES products (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (cart_id, product_id)
);

CREATE TABLE discounts (
    id {pk},
    customer_id BIGINT REFERENCES customers (id),
    percent BIGINT NOT NULL CHECK (percent BETWEEN 1 AND 100),
    scope TEXT NOT NULL CHECK (scope IN ('one_product', 'all_products', 'cart_threshold')),
    product_id BIGINT REFERENCES products (id),
    minimum BIGINT CHECK (minimum >= 0),
    message TEXT NOT NULL,
    valid_from BIGINT,
    valid_until BIGINT,
    active BIGINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    uses_left BIGINT CHECK (uses_left >= 0),
    origin TEXT NOT NULL CHECK (origin IN ('manual', 'birthday', 'loyalty')),
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT product_iff_one_product CHECK ((scope = 'one_product') = (product_id IS NOT NULL)),
    CONSTRAINT minimum_iff_threshold CHECK ((scope = 'cart_threshold') = (minimum IS NOT NULL))
);
CREATE INDEX discounts_customer ON discounts (customer_id, active);

CREATE TABLE orders (
    id {pk},
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    idempotency_key TEXT NOT NULL,
    placed_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('placed', 'paid', 'shipped', 'completed', 'cancelled')),
    fulfilment TEXT NOT NULL CHECK (fulfilment IN ('delivery', 'pickup')),
    customer_name TEXT NOT NULL,
    customer_phone TEXT NOT NULL,
    address TEXT NOT NULL,
    note TEXT NOT NULL,
    goods_gross BIGINT NOT NULL CHECK (goods_gross >= 0),
    discount_total BIGINT NOT NULL CHECK (discount_total >= 0),
    goods_total BIGINT NOT NULL CHECK (goods_total >= 0),
    ongkir BIGINT CHECK (ongkir >= 0),
    ongkir_zone TEXT,
    ongkir_paid TEXT NOT NULL CHECK (ongkir_paid IN ('on_delivery', 'with_transfer')),
    unique_code BIGINT NOT NULL CHECK (unique_code >= 0),
    transfer_now BIGINT NOT NULL CHECK (transfer_now >= 0),
    pay_driver BIGINT NOT NULL CHECK (pay_driver >= 0),
    explanation TEXT NOT NULL,
    proof_state TEXT NOT NULL CHECK (proof_state IN ('none', 'waiting', 'accepted', 'rejected')),
    pay_deadline BIGINT,
    employee_id BIGINT REFERENCES employees (id),
    handed_to TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (customer_id, idempotency_key),
    CONSTRAINT goods_add_up CHECK (goods_gross - discount_total = goods_total),
    CONSTRAINT amounts_add_up CHECK (goods_total + COALESCE(ongkir, 0) + unique_code = transfer_now + pay_driver),
    CONSTRAINT pickup_has_no_ongkir CHECK (fulfilment = 'delivery' OR ongkir = 0)
);
CREATE INDEX orders_customer ON orders (customer_id, id);
CREATE INDEX orders_state ON orders (state, id);
CREATE INDEX orders_placed ON orders (placed_at, id);
CREATE INDEX orders_employee ON orders (employee_id, state, id);

CREATE TABLE order_lines (
    id {pk},
    order_id BIGINT NOT NULL REFERENCES orders (id),
    position BIGINT NOT NULL,
    product_id BIGINT NOT NULL REFERENCES products (id),
    product_name TEXT NOT NULL,
    category_name TEXT,
    unit TEXT NOT NULL,
    unit_price BIGINT NOT NULL CHECK (unit_price >= 0),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    gross BIGINT NOT NULL CHECK (gross >= 0),
    discount BIGINT NOT NULL CHECK (discount BETWEEN 0 AND gross),
    verdict TEXT NOT NULL,
    UNIQUE (order_id, product_id)
);
CREATE INDEX order_lines_product ON order_lines (product_id, order_id);

-- The timeline: one row a transition and a notable change, never changed.
CREATE TABLE order_events (
    id {pk},
    order_id BIGINT NOT NULL REFERENCES orders (id),
    event TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    actor TEXT NOT NULL CHECK (actor IN ('customer', 'employee', 'admin', 'clock')),
    actor_id BIGINT,
    actor_name TEXT NOT NULL,
    reason TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX order_events_order ON order_events (order_id, id);

CREATE TABLE payment_proofs (
    id {pk},
    order_id BIGINT NOT NULL REFERENCES orders (id),
    file_id BIGINT NOT NULL UNIQUE REFERENCES files (id),
    uploaded_at BIGINT NOT NULL,
    decision TEXT CHECK (decision IN ('accepted', 'rejected', 'replaced', 'dropped')),
    decided_at BIGINT,
    admin_id BIGINT REFERENCES admins (id),
    reason TEXT,
    CONSTRAINT decided_has_time CHECK ((decision IS NULL) = (decided_at IS NULL))
);
CREATE INDEX payment_proofs_order ON payment_proofs (order_id, id);
CREATE UNIQUE INDEX payment_proofs_one_waiting ON payment_proofs (order_id) WHERE decision IS NULL;

CREATE TABLE delivery_proofs (
    order_id BIGINT PRIMARY KEY REFERENCES orders (id),
    file_id BIGINT NOT NULL UNIQUE REFERENCES files (id),
    created_at BIGINT NOT NULL
);

CREATE TABLE feedback (
    order_id BIGINT PRIMARY KEY REFERENCES orders (id),
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    body TEXT NOT NULL,
    stars BIGINT CHECK (stars BETWEEN 1 AND 5),
    file_id BIGINT UNIQUE REFERENCES files (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    reply TEXT,
    replied_at BIGINT,
    replied_by TEXT
);
CREATE INDEX feedback_customer ON feedback (customer_id);
CREATE INDEX feedback_updated ON feedback (updated_at, order_id);

-- The stock ledger: every change of on_hand or reserved is one row (domain.md §4).
CREATE TABLE stock_movements (
    id {pk},
    product_id BIGINT NOT NULL REFERENCES products (id),
    order_id BIGINT REFERENCES orders (id),
    kind TEXT NOT NULL CHECK (kind IN ('initial', 'restock', 'breakage', 'count', 'reserve', 'release', 'sell')),
    delta_on_hand BIGINT NOT NULL,
    delta_reserved BIGINT NOT NULL,
    reason TEXT,
    actor TEXT NOT NULL CHECK (actor IN ('customer', 'employee', 'admin', 'clock')),
    actor_id BIGINT,
    actor_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT order_or_reason CHECK ((order_id IS NULL) <> (reason IS NULL))
);
CREATE INDEX stock_movements_product ON stock_movements (product_id, id);
-- A product of an order is reserved, released and sold once at most, whatever runs twice.
CREATE UNIQUE INDEX stock_movements_once ON stock_movements (order_id, product_id, kind);

CREATE TABLE notifications (
    id {pk},
    recipient TEXT NOT NULL CHECK (recipient IN ('customer', 'employee', 'admin')),
    person_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    link TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX notifications_person ON notifications (recipient, person_id, id);
CREATE INDEX notifications_unread ON notifications (recipient, person_id) WHERE read_at IS NULL;

-- The ledger and the timeline are append-only, also for whoever types SQL by hand.
-- only sqlite
CREATE TRIGGER stock_movements_keep BEFORE UPDATE ON stock_movements BEGIN SELECT RAISE(ABORT, 'the stock ledger is append-only'); END;
CREATE TRIGGER stock_movements_stay BEFORE DELETE ON stock_movements BEGIN SELECT RAISE(ABORT, 'the stock ledger is append-only'); END;
CREATE TRIGGER order_events_keep BEFORE UPDATE ON order_events BEGIN SELECT RAISE(ABORT, 'the timeline is append-only'); END;
CREATE TRIGGER order_events_stay BEFORE DELETE ON order_events BEGIN SELECT RAISE(ABORT, 'the timeline is append-only'); END;
-- only postgres
CREATE FUNCTION barokah_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''% is append-only'', TG_TABLE_NAME; END';
CREATE TRIGGER stock_movements_keep BEFORE UPDATE OR DELETE ON stock_movements FOR EACH ROW EXECUTE FUNCTION barokah_append_only();
CREATE TRIGGER order_events_keep BEFORE UPDATE OR DELETE ON order_events FOR EACH ROW EXECUTE FUNCTION barokah_append_only();
-- both
