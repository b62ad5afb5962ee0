-- Partitions are made ahead; the default ones take what nobody foresaw, so that nothing is refused.

CREATE TABLE orders.orders_default PARTITION OF orders.orders DEFAULT;
CREATE TABLE orders.execution_reports_default PARTITION OF orders.execution_reports DEFAULT;
CREATE TABLE orders.idempotency_keys_default PARTITION OF orders.idempotency_keys DEFAULT;

CREATE FUNCTION orders.make_partition(p_table text, p_suffix text, p_from text, p_to text)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_name text := p_table || '_' || p_suffix;
BEGIN
  IF to_regclass('orders.' || v_name) IS NOT NULL THEN
    RETURN 0;
  END IF;
  EXECUTE format('CREATE TABLE orders.%I PARTITION OF orders.%I FOR VALUES FROM (%L) TO (%L)',
                 v_name, p_table, p_from, p_to);
  RETURN 1;
EXCEPTION WHEN check_violation THEN
  RAISE WARNING 'rows of orders.% lie in the default partition: % is not made', p_table, v_name;
  RETURN 0;
END $$;

-- Months (UTC) of orders and their reports, days of idempotency keys, from p_now on; returns how
-- many it made. May be called by all nodes at once and at any time.
CREATE FUNCTION orders.make_partitions(p_now timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_today date := (p_now AT TIME ZONE 'UTC')::date;
  v_month timestamp;
  v_table text;
  v_made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('orders.make_partitions'));
  FOREACH v_table IN ARRAY ARRAY['orders', 'execution_reports'] LOOP
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

-- Drops the days of idempotency keys before yesterday, and outbox rows that Kafka has had for a
-- day and whose orders the venue has answered; returns how many days.
CREATE FUNCTION orders.drop_expired(p_now timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
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
    WHERE x.published_at < p_now - interval '1 day' AND o.ord_status NOT IN (1, 8)
    ORDER BY x.published_at LIMIT 100000);
  RETURN v_dropped;
END $$;

SELECT orders.make_partitions(now());
