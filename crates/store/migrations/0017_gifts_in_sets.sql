-- Customers are never deleted: an account that goes is emptied and its row stays for the books (docs/decisions/0020). So far only the orders
-- that hang on it kept the row; from here on it cannot go at all, and its number cannot change.
-- only sqlite
CREATE TRIGGER customers_stay BEFORE DELETE ON customers BEGIN SELECT RAISE(ABORT, 'customers are never deleted'); END;
CREATE TRIGGER customers_keep_id BEFORE UPDATE OF id ON customers WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'a customer keeps its number'); END;
-- only postgres
CREATE FUNCTION barokah_customers_stay() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''customers are never deleted and keep their numbers''; END';
CREATE TRIGGER customers_stay BEFORE DELETE ON customers FOR EACH ROW EXECUTE FUNCTION barokah_customers_stay();
CREATE TRIGGER customers_keep_id BEFORE UPDATE OF id ON customers FOR EACH ROW WHEN (NEW.id <> OLD.id) EXECUTE FUNCTION barokah_customers_stay();

-- The daily gifts are written in one statement for everybody. A foreign key locks the customers one after the other (half of the time of ten
-- thousand gifts); what it promises is checked here once for the whole statement. Nothing can come between: see above.
ALTER TABLE birthday_gifts DROP CONSTRAINT birthday_gifts_customer_id_fkey;
CREATE FUNCTION barokah_gifts_have_customers() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
    IF EXISTS (SELECT 1 FROM given g WHERE NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = g.customer_id)) THEN
        RAISE EXCEPTION ''a birthday gift without a customer'' USING ERRCODE = ''foreign_key_violation'';
    END IF;
    RETURN NULL;
END';
CREATE TRIGGER birthday_gifts_customers AFTER INSERT ON birthday_gifts REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION barokah_gifts_have_customers();
CREATE FUNCTION barokah_gift_keeps_customer() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''a birthday gift keeps its customer''; END';
CREATE TRIGGER birthday_gifts_keep BEFORE UPDATE OF customer_id ON birthday_gifts FOR EACH ROW WHEN (NEW.customer_id <> OLD.customer_id) EXECUTE FUNCTION barokah_gift_keeps_customer();
-- both

-- Who has a birthday and may be given something is found without looking into each customer's row.
DROP INDEX customers_birthday;
CREATE INDEX customers_birthday ON customers ((SUBSTR(birth_date, 6)), id, deactivated_at, profiling_refused_at, birth_date);
