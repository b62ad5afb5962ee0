-- The whole life of an order: stop orders, dates of expiry, replaces, queues, and every transition.

ALTER TABLE orders.orders
  ADD COLUMN expire_date integer NOT NULL DEFAULT 0,
  ADD COLUMN triggered boolean NOT NULL DEFAULT false,
  -- What a replace asked for that the venue has not answered: all 0 where none is pending.
  ADD COLUMN pending_cmd_no integer NOT NULL DEFAULT 0,
  ADD COLUMN pending_order_qty bigint NOT NULL DEFAULT 0,
  ADD COLUMN pending_price bigint NOT NULL DEFAULT 0,
  ADD COLUMN pending_stop_px bigint NOT NULL DEFAULT 0,
  ADD COLUMN pending_worst_px bigint NOT NULL DEFAULT 0,
  ADD CONSTRAINT orders_queued_before_venue CHECK (NOT queued OR (ord_status = 1 AND cum_qty = 0)),
  ADD CONSTRAINT orders_pending_replace CHECK (
    CASE WHEN pending_cmd_no > 0 THEN pending_order_qty > 0 AND pending_worst_px > 0
         ELSE ord_status <> 9 END),
  -- PENDING_NEW, NEW, PARTIALLY_FILLED, PENDING_CANCEL and PENDING_REPLACE alone wait for anything.
  ADD CONSTRAINT orders_nothing_pending_at_the_end CHECK (
    pending_cmd_no = 0 OR ord_status IN (1, 2, 3, 8, 9));

-- Waits for the venue: PENDING_NEW (1), PENDING_CANCEL (8), PENDING_REPLACE (9).
DROP INDEX orders.orders_before_venue;
CREATE INDEX orders_before_venue ON orders.orders (order_id) WHERE ord_status IN (1, 8, 9);

-- Held until their session collects orders.
CREATE INDEX orders_queued ON orders.orders (order_id) WHERE queued;

-- What "cancel all" finds.
CREATE INDEX orders_living ON orders.orders (account_id, order_id)
  WHERE ord_status IN (1, 2, 3, 8, 9);

-- Cancels and replaces pass the new orders that wait for Kafka.
DROP INDEX orders.outbox_unpublished;
CREATE INDEX outbox_unpublished ON orders.outbox ((cmd_no = 0), outbox_id)
  WHERE published_at IS NULL;

-- Every transition, written with it. Ordered by version; for ever.
CREATE TABLE orders.order_transitions (
  order_id uuid NOT NULL,
  version integer NOT NULL,
  ord_status smallint NOT NULL,
  event text NOT NULL,
  actor text NOT NULL,
  reason text NOT NULL,
  cum_qty bigint NOT NULL,
  leaves_qty bigint NOT NULL,
  order_qty bigint NOT NULL,
  price bigint NOT NULL,
  stop_px bigint NOT NULL,
  queued boolean NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT order_transitions_identity PRIMARY KEY (order_id, version)
) PARTITION BY RANGE (order_id);

COMMENT ON COLUMN orders.order_transitions.event IS 'as account events name it, or a request';
COMMENT ON COLUMN orders.order_transitions.actor IS 'user:<id>, venue or system';

CREATE TABLE orders.order_transitions_default PARTITION OF orders.order_transitions DEFAULT;

CREATE FUNCTION orders.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of orders.% is refused: %', tg_op, tg_table_name, tg_argv[0]
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER order_transitions_immutable
BEFORE UPDATE OR DELETE OR TRUNCATE ON orders.order_transitions
FOR EACH STATEMENT EXECUTE FUNCTION orders.refuse('what happened stays');

-- As in V2, with the transitions.
CREATE OR REPLACE FUNCTION orders.make_partitions(p_now timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_today date := (p_now AT TIME ZONE 'UTC')::date;
  v_month timestamp;
  v_table text;
  v_made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('orders.make_partitions'));
  FOREACH v_table IN ARRAY ARRAY['orders', 'execution_reports', 'order_transitions'] LOOP
    FOR ahead IN 0 .. 2 LOOP
      v_month := date_trunc('month', v_today::timestamp) + make_interval(months => ahead);
      v_made := v_made + orders.make_partition(
        v_table, to_char(v_month, 'YYYY_MM'),
        orders.first_id(v_month AT TIME ZONE 'UTC')::text,
        orders.first_id((v_month + interval '1 month') AT TIME ZONE 'UTC')::text);
    END LOOP;
  END LOOP;
  FOR ahead IN -1 .. 3 LOOP
    v_made := v_made + orders.make_partition(
      'idempotency_keys', to_char(v_today + ahead, 'YYYY_MM_DD'),
      (v_today + ahead)::text, (v_today + ahead + 1)::text);
  END LOOP;
  RETURN v_made;
END $$;

-- As in V2, with pending replaces.
CREATE OR REPLACE FUNCTION orders.drop_expired(p_now timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_oldest text := to_char((p_now AT TIME ZONE 'UTC')::date - 1, 'YYYY_MM_DD');
  v_name text;
  v_dropped integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('orders.make_partitions'));
  FOR v_name IN
    SELECT c.relname FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'orders.idempotency_keys'::regclass
      AND c.relname LIKE 'idempotency\_keys\_2%'
      AND c.relname < 'idempotency_keys_' || v_oldest
  LOOP
    EXECUTE format('DROP TABLE orders.%I', v_name);
    v_dropped := v_dropped + 1;
  END LOOP;
  DELETE FROM orders.outbox AS b
  WHERE b.outbox_id IN (
    SELECT x.outbox_id FROM orders.outbox AS x
    JOIN orders.orders AS o ON o.order_id = x.order_id
    WHERE x.published_at < p_now - interval '1 day' AND o.ord_status NOT IN (1, 8, 9)
    ORDER BY x.published_at LIMIT 100000);
  RETURN v_dropped;
END $$;

SELECT orders.make_partitions(now());
