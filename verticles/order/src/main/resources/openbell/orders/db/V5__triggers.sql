-- Orders that wait for a price: GTT (one leg) and OCO (two). A row is the whole trigger, so that
-- "one cancels the other" is one update of one row. Legs are arrays of equal length; enums carry
-- their numbers of common.proto and trigger.proto.
CREATE TABLE orders.triggers (
  trigger_id uuid PRIMARY KEY,
  account_id bigint NOT NULL,
  user_id bigint NOT NULL,
  symbol text NOT NULL,
  conditions smallint[] NOT NULL,
  trigger_pxs bigint[] NOT NULL,
  sides smallint[] NOT NULL,
  ord_types smallint[] NOT NULL,
  times_in_force smallint[] NOT NULL,
  products smallint[] NOT NULL,
  order_qtys bigint[] NOT NULL,
  prices bigint[] NOT NULL,
  expire_date integer NOT NULL,
  expire_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  armed_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  status smallint NOT NULL CONSTRAINT triggers_status CHECK (status BETWEEN 1 AND 5),
  version integer NOT NULL,
  -- From 0; -1 while nothing has met it.
  met_leg smallint NOT NULL DEFAULT -1,
  met_px bigint NOT NULL DEFAULT 0,
  order_id uuid,
  reason text NOT NULL DEFAULT '',
  -- The transaction that wrote the row last: readers follow changes by it.
  changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT triggers_legs CHECK (
    cardinality(conditions) BETWEEN 1 AND 2
    AND cardinality(conditions) = ALL (ARRAY[
      cardinality(trigger_pxs), cardinality(sides), cardinality(ord_types),
      cardinality(times_in_force), cardinality(products), cardinality(order_qtys),
      cardinality(prices)])
    AND 0 < ALL (trigger_pxs) AND 0 < ALL (order_qtys) AND 0 <= ALL (prices)),
  CONSTRAINT triggers_met CHECK ((status IN (2, 3)) = (met_leg >= 0) AND met_leg < cardinality(conditions)),
  CONSTRAINT triggers_order CHECK (order_id IS NULL OR status = 2)
);

CREATE INDEX triggers_by_account ON orders.triggers (account_id, trigger_id DESC);
CREATE INDEX triggers_changed ON orders.triggers (changed_in);
CREATE INDEX triggers_active ON orders.triggers (trigger_id) WHERE status = 1;
CREATE INDEX triggers_active_of_account ON orders.triggers (account_id) WHERE status = 1;
CREATE INDEX triggers_to_expire ON orders.triggers (expire_at) WHERE status = 1;
CREATE INDEX triggers_unplaced ON orders.triggers (trigger_id)
  WHERE status = 2 AND order_id IS NULL;

-- Kept for a day at least; unique under the account's row lock.
CREATE TABLE orders.trigger_keys (
  account_id bigint NOT NULL,
  idempotency_key text NOT NULL,
  request_hash bytea NOT NULL,
  answer bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT trigger_keys_identity PRIMARY KEY (account_id, idempotency_key)
);

CREATE INDEX trigger_keys_by_age ON orders.trigger_keys (created_at);
