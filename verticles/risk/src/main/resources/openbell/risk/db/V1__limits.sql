-- What staff have set: limits, halts, restrictions. Every node polls the version and reloads all of
-- it when that has risen. Money in 1/10,000, bands in basis points, quantities in whole units.

CREATE TABLE risk.limits (
  scope text NOT NULL CONSTRAINT limits_scope CHECK (scope IN ('GLOBAL', 'ACCOUNT', 'SYMBOL')),
  key text NOT NULL,
  name text NOT NULL,
  value bigint NOT NULL CONSTRAINT limits_value_not_negative CHECK (value >= 0),
  set_by bigint NOT NULL,
  set_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  reason text NOT NULL,
  CONSTRAINT limits_identity PRIMARY KEY (scope, key, name),
  CONSTRAINT limits_key CHECK ((scope = 'GLOBAL') = (key = ''))
);

COMMENT ON COLUMN risk.limits.key IS 'the account, the canonical symbol; empty for GLOBAL';

-- No row: not halted.
CREATE TABLE risk.halts (
  key text PRIMARY KEY,
  halt text NOT NULL CONSTRAINT halts_halt CHECK (halt IN ('HALTED', 'CANCEL_ONLY')),
  set_by bigint NOT NULL,
  set_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  reason text NOT NULL
);

COMMENT ON COLUMN risk.halts.key IS 'a market (MIC) or a canonical symbol';

CREATE TABLE risk.restrictions (
  symbol text PRIMARY KEY,
  set_by bigint NOT NULL,
  set_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  reason text NOT NULL
);

-- One row, locked by whoever changes something: versions are committed in their order.
CREATE TABLE risk.version (
  singleton boolean PRIMARY KEY DEFAULT true CONSTRAINT version_singleton CHECK (singleton),
  version bigint NOT NULL
);
INSERT INTO risk.version (version) VALUES (1);

CREATE FUNCTION risk.raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE risk.version SET version = version + 1;
  RETURN NULL;
END $$;

CREATE TRIGGER limits_raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON risk.limits
FOR EACH STATEMENT EXECUTE FUNCTION risk.raise_version();

CREATE TRIGGER halts_raise_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON risk.halts
FOR EACH STATEMENT EXECUTE FUNCTION risk.raise_version();

CREATE TRIGGER restrictions_raise_version
AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON risk.restrictions
FOR EACH STATEMENT EXECUTE FUNCTION risk.raise_version();
