-- What each order was priced from: lines, discount rows, rules and facts of that moment, as JSON with a version. Orders of before have
-- none (docs/decisions/0015).
ALTER TABLE orders ADD COLUMN pricing TEXT;

-- What a customer bought, read without the orders and lines themselves: by the run over the birthdays for thousands of customers at once. An
-- order comes in when it is paid, so placing one does not write the first; lines are written in the order of the second.
CREATE INDEX orders_bought ON orders (customer_id, state, goods_total, placed_at, id) WHERE state IN ('paid', 'shipped', 'completed');
CREATE INDEX order_lines_bought ON order_lines (order_id, product_id, quantity);
