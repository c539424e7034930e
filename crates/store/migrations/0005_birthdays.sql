-- Birthdays: who has one is found by month and day of the birth date; every gift is a row.
CREATE INDEX customers_birthday ON customers ((SUBSTR(birth_date, 6)), id);

-- A birthday gift, at most one for each customer and calendar year, whatever is edited afterwards. Everything that was promised with it
-- stands in it: whether the customer was loyal, the favourite products (ids, the first is the favourite), percentages and threshold.
CREATE TABLE birthday_gifts (
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    year BIGINT NOT NULL,
    day TEXT NOT NULL,
    loyal BIGINT NOT NULL CHECK (loyal IN (0, 1)),
    favourites TEXT NOT NULL,
    permanent_percent BIGINT NOT NULL CHECK (permanent_percent BETWEEN 1 AND 100),
    instant_percent BIGINT NOT NULL CHECK (instant_percent BETWEEN 1 AND 100),
    instant_threshold BIGINT NOT NULL CHECK (instant_threshold >= 0),
    run TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    mail_claimed_at BIGINT,
    PRIMARY KEY (customer_id, year),
    CONSTRAINT day_lies_in_year CHECK (CAST(SUBSTR(day, 1, 4) AS BIGINT) = year)
);
-- What a run granted, as long as its mails are not handed out.
CREATE INDEX birthday_gifts_run ON birthday_gifts (run, customer_id) WHERE mail_claimed_at IS NULL;

-- The loyalty action of the office on a birthday: once for each customer and day, however often the button is pressed.
CREATE TABLE birthday_discounts (
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    day TEXT NOT NULL,
    discount_id BIGINT REFERENCES discounts (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, day)
);
