-- Orders, what the venue said of them, what must stay unique, and what goes to Kafka. Money and
-- prices are bigint in 1/10,000, quantities whole units; enums carry their numbers of common.proto.
-- Every statement names the account or the order, so that all of an account lies on one shard.

-- The lowest UUIDv7 of an instant (its millisecond): bounds of partitions and of time ranges.
CREATE FUNCTION orders.first_id(p_at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(floor(extract(epoch FROM p_at) * 1000)::bigint), 12, '0')
          || '00000000000000000000')::uuid
$$;

CREATE TABLE orders.orders (
  order_id uuid PRIMARY KEY,
  account_id bigint NOT NULL,
  user_id bigint NOT NULL,
  cl_ord_id text NOT NULL,
  symbol text NOT NULL,
  currency text NOT NULL,
  side smallint NOT NULL CONSTRAINT orders_side CHECK (side IN (1, 2)),
  ord_type smallint NOT NULL,
  time_in_force smallint NOT NULL,
  product smallint NOT NULL,
  order_qty bigint NOT NULL CONSTRAINT orders_qty_positive CHECK (order_qty > 0),
  price bigint NOT NULL,
  stop_px bigint NOT NULL,
  worst_px bigint NOT NULL CONSTRAINT orders_worst_px_positive CHECK (worst_px > 0),
  trade_date integer NOT NULL,
  venue_partition integer NOT NULL,
  tags text[] NOT NULL,
  accepted_at timestamptz NOT NULL,
  ord_status smallint NOT NULL,
  acknowledged boolean NOT NULL DEFAULT false,
  queued boolean NOT NULL DEFAULT false,
  cum_qty bigint NOT NULL DEFAULT 0,
  cum_notional bigint NOT NULL DEFAULT 0,
  cum_charges bigint NOT NULL DEFAULT 0,
  last_cmd_no integer NOT NULL DEFAULT 0,
  version integer NOT NULL,
  reason text NOT NULL DEFAULT '',
  venue_order_id text NOT NULL DEFAULT '',
  updated_at timestamptz NOT NULL,
  CONSTRAINT orders_not_overfilled CHECK (cum_qty BETWEEN 0 AND order_qty),
  CONSTRAINT orders_sums_not_negative CHECK (cum_notional >= 0 AND cum_charges >= 0)
) PARTITION BY RANGE (order_id);

CREATE INDEX orders_by_account ON orders.orders (account_id, order_id DESC);

-- Before the venue: PENDING_NEW (1), PENDING_CANCEL (8). Few rows at any time.
CREATE INDEX orders_before_venue ON orders.orders (order_id) WHERE ord_status IN (1, 8);

-- The identity of a report holds the order's id, so that one unique key spans all partitions.
CREATE TABLE orders.execution_reports (
  order_id uuid NOT NULL,
  mic text NOT NULL,
  trade_date integer NOT NULL,
  exec_id text NOT NULL,
  account_id bigint NOT NULL,
  exec_type smallint NOT NULL,
  last_px bigint NOT NULL,
  last_qty bigint NOT NULL,
  charges bigint NOT NULL,
  trd_match_id text NOT NULL,
  reason text NOT NULL,
  transact_time timestamptz NOT NULL,
  order_version integer NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT execution_reports_identity PRIMARY KEY (order_id, mic, trade_date, exec_id)
) PARTITION BY RANGE (order_id);

-- Kept for a day: whole days are dropped. Unique under the account's row lock over two days.
CREATE TABLE orders.idempotency_keys (
  key_date date NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC')::date,
  account_id bigint NOT NULL,
  idempotency_key text NOT NULL,
  request_hash bytea NOT NULL,
  answer bytea NOT NULL,
  CONSTRAINT idempotency_keys_identity PRIMARY KEY (account_id, idempotency_key, key_date)
) PARTITION BY RANGE (key_date);

-- Unique for ever, so narrow and never dropped.
CREATE TABLE orders.client_order_ids (
  account_id bigint NOT NULL,
  cl_ord_id text NOT NULL,
  order_id uuid NOT NULL,
  CONSTRAINT client_order_ids_identity PRIMARY KEY (account_id, cl_ord_id)
);

CREATE TABLE orders.outbox (
  outbox_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id uuid NOT NULL,
  cmd_no integer NOT NULL,
  venue_partition integer NOT NULL,
  record_key text NOT NULL,
  record_value bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  published_at timestamptz,
  republished integer NOT NULL DEFAULT 0,
  CONSTRAINT outbox_command UNIQUE (order_id, cmd_no)
) WITH (fillfactor = 80);

CREATE INDEX outbox_unpublished ON orders.outbox (outbox_id) WHERE published_at IS NULL;
CREATE INDEX outbox_published ON orders.outbox (published_at) WHERE published_at IS NOT NULL;

-- Moved by compare-and-set in the transaction of the effect: an update that finds no row means
-- that another applier was faster.
CREATE TABLE orders.consumer_offsets (
  topic text NOT NULL,
  partition integer NOT NULL,
  next_offset bigint NOT NULL CONSTRAINT consumer_offsets_not_negative CHECK (next_offset >= 0),
  PRIMARY KEY (topic, partition)
);

-- Reports that could not be applied, and later ones of the same orders. For people.
CREATE TABLE orders.parked_reports (
  parked_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic text NOT NULL,
  partition integer NOT NULL,
  record_offset bigint NOT NULL,
  order_id uuid,
  cause text NOT NULL,
  record_key text,
  record_value bytea NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  resolved_at timestamptz,
  CONSTRAINT parked_reports_record UNIQUE (topic, partition, record_offset)
);

CREATE INDEX parked_reports_open ON orders.parked_reports (order_id) WHERE resolved_at IS NULL;
