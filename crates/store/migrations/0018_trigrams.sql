-- only postgres
-- Parts of names, user names and phones are found by their groups of three letters, instead of reading every customer (docs/decisions/0023).
-- The extension comes with PostgreSQL and the owner of a database may switch it on; where it is missing the search is right and slower.
DO 'BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX customers_trigrams ON customers USING gin
        (LOWER(name) gin_trgm_ops, username_key gin_trgm_ops, phone gin_trgm_ops, former gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
    RAISE NOTICE ''customers are searched without pg_trgm: %'', SQLERRM;
END';
-- both
