-- Deleted accounts (docs/decisions/0020): the books stay, the person goes.

-- When the person went; the row stays for the orders that hang on it. Who is deleted is also deactivated.
ALTER TABLE customers ADD COLUMN deleted_at BIGINT;

-- Files of a person who went: since when nobody may see them, and when their bytes were gone. The row stays for the books.
ALTER TABLE files ADD COLUMN forgotten_at BIGINT;
ALTER TABLE files ADD COLUMN erased_at BIGINT;
CREATE INDEX files_to_erase ON files (id) WHERE forgotten_at IS NOT NULL AND erased_at IS NULL;

-- Timeline and stock ledger stay append-only, but for one thing: of orders of somebody who went, the customer's name and (in the timeline)
-- the words people typed may be taken out. Figures, states, times and the names of the shop's own people cannot be changed.
-- only sqlite
DROP TRIGGER order_events_keep;
CREATE TRIGGER order_events_keep BEFORE UPDATE ON order_events WHEN NOT (
    NEW.id = OLD.id AND NEW.order_id = OLD.order_id AND NEW.event = OLD.event AND NEW.from_state IS OLD.from_state AND NEW.to_state = OLD.to_state
    AND NEW.actor = OLD.actor AND NEW.actor_id IS OLD.actor_id AND NEW.created_at = OLD.created_at
    AND (NEW.actor_name = OLD.actor_name OR OLD.actor = 'customer') AND (NEW.reason IS OLD.reason OR NEW.reason IS NULL)
    AND EXISTS (SELECT 1 FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.id = OLD.order_id AND c.deleted_at IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'the timeline is append-only'); END;
DROP TRIGGER stock_movements_keep;
CREATE TRIGGER stock_movements_keep BEFORE UPDATE ON stock_movements WHEN NOT (
    NEW.id = OLD.id AND NEW.product_id = OLD.product_id AND NEW.order_id IS OLD.order_id AND NEW.kind = OLD.kind
    AND NEW.delta_on_hand = OLD.delta_on_hand AND NEW.delta_reserved = OLD.delta_reserved AND NEW.reason IS OLD.reason
    AND NEW.actor = OLD.actor AND NEW.actor_id IS OLD.actor_id AND NEW.created_at = OLD.created_at AND NEW.revision = OLD.revision
    AND OLD.actor = 'customer'
    AND EXISTS (SELECT 1 FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.id = OLD.order_id AND c.deleted_at IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'the stock ledger is append-only'); END;
-- only postgres
CREATE FUNCTION barokah_person_goes() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
    IF TG_OP = ''UPDATE'' AND to_jsonb(NEW) - ''actor_name'' - ''reason'' = to_jsonb(OLD) - ''actor_name'' - ''reason''
        AND (NEW.actor_name = OLD.actor_name OR OLD.actor = ''customer'')
        AND (NEW.reason IS NOT DISTINCT FROM OLD.reason OR NEW.reason IS NULL)
        AND EXISTS (SELECT 1 FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.id = OLD.order_id AND c.deleted_at IS NOT NULL)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION ''% is append-only'', TG_TABLE_NAME;
END';
DROP TRIGGER order_events_keep ON order_events;
CREATE TRIGGER order_events_keep BEFORE UPDATE OR DELETE ON order_events FOR EACH ROW EXECUTE FUNCTION barokah_person_goes();
DROP TRIGGER stock_movements_keep ON stock_movements;
CREATE TRIGGER stock_movements_keep BEFORE UPDATE OR DELETE ON stock_movements FOR EACH ROW EXECUTE FUNCTION barokah_person_goes();
-- both
