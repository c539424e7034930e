-- Lists of a large shop (docs/performance.md): what the office looks for, found by the index that fits.

-- Names and phones a customer had before, in small letters: orders keep those of their day, and are found by them.
ALTER TABLE customers ADD COLUMN former TEXT NOT NULL DEFAULT '';
UPDATE customers SET former = SUBSTR(f.words, 1, 300) FROM (
    SELECT d.customer_id AS who, STRING_AGG(d.words, ' ' ORDER BY d.words) AS words FROM (
        SELECT DISTINCT o.customer_id, LOWER(o.customer_name) || ' ' || o.customer_phone AS words
        FROM orders o JOIN customers c ON c.id = o.customer_id
        WHERE c.deleted_at IS NULL AND (o.customer_name <> c.name OR o.customer_phone <> c.phone)) d
    GROUP BY d.customer_id) f WHERE f.who = customers.id;

-- Who is a customer, counted and paged by number and by name.
CREATE INDEX customers_active ON customers (id) WHERE deactivated_at IS NULL;
CREATE INDEX customers_active_name ON customers ((LOWER(name)), id) WHERE deactivated_at IS NULL;

-- Everything a search looks at, in one narrow index: names are looked for by their parts, so all of it is read.
CREATE INDEX customers_search ON customers (name, username_key, phone, former, deactivated_at);
DROP INDEX customers_name;
