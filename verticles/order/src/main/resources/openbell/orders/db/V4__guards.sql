-- What the guards of an account's limits read under its lock, and kill switches at work.

-- Orders that live (ord_status is none of FILLED 4, CANCELED 5, REJECTED 6, EXPIRED 7), by symbol, and
-- of all symbols in the row whose symbol is empty. A row without any is deleted. Kept by the triggers below in every transaction that writes orders,
-- whatever it is for; each holds the account's lock.
CREATE TABLE orders.open_totals (
  account_id bigint NOT NULL,
  symbol text NOT NULL,
  open_orders integer NOT NULL,
  open_buy_qty bigint NOT NULL,
  CONSTRAINT open_totals_pkey PRIMARY KEY (account_id, symbol),
  CONSTRAINT open_totals_not_negative CHECK (open_orders >= 0 AND open_buy_qty >= 0)
) WITH (fillfactor = 60);

-- What an order may still buy: of a pending replace the larger quantity, since either may be filled.
CREATE FUNCTION orders.open_buy_qty(
  p_side smallint, p_order_qty bigint, p_pending_order_qty bigint, p_cum_qty bigint)
RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE p_side WHEN 1
         THEN greatest(greatest(p_order_qty, p_pending_order_qty) - p_cum_qty, 0) ELSE 0 END
$$;

CREATE FUNCTION orders.count_new_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO orders.open_totals AS t (account_id, symbol, open_orders, open_buy_qty)
  SELECT a.account_id, coalesce(a.symbol, '') AS symbol, count(*)::integer,
         CASE WHEN a.symbol IS NULL THEN 0
              ELSE sum(orders.open_buy_qty(a.side, a.order_qty, a.pending_order_qty, a.cum_qty)) END
           ::bigint
  FROM added AS a
  WHERE a.ord_status NOT IN (4, 5, 6, 7)
  GROUP BY GROUPING SETS ((a.account_id, a.symbol), (a.account_id))
  ORDER BY 1, 2
  ON CONFLICT ON CONSTRAINT open_totals_pkey DO UPDATE
  SET open_orders = t.open_orders + excluded.open_orders,
      open_buy_qty = t.open_buy_qty + excluded.open_buy_qty;
  RETURN NULL;
END $$;

CREATE FUNCTION orders.count_changed_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH change AS MATERIALIZED (
    SELECT o.account_id, coalesce(o.symbol, '') AS symbol, sum(o.sign)::integer AS open_orders,
           CASE WHEN o.symbol IS NULL THEN 0 ELSE sum(o.sign * o.buy_qty) END::bigint
             AS open_buy_qty
    FROM (
      SELECT a.account_id, a.symbol, 1 AS sign,
             orders.open_buy_qty(a.side, a.order_qty, a.pending_order_qty, a.cum_qty) AS buy_qty
      FROM after_it AS a WHERE a.ord_status NOT IN (4, 5, 6, 7)
      UNION ALL
      SELECT b.account_id, b.symbol, -1,
             orders.open_buy_qty(b.side, b.order_qty, b.pending_order_qty, b.cum_qty)
      FROM before_it AS b WHERE b.ord_status NOT IN (4, 5, 6, 7)) AS o
    GROUP BY GROUPING SETS ((o.account_id, o.symbol), (o.account_id)))
  UPDATE orders.open_totals AS t
  SET open_orders = t.open_orders + c.open_orders,
      open_buy_qty = t.open_buy_qty + c.open_buy_qty
  FROM change AS c
  WHERE t.account_id = c.account_id AND t.symbol = c.symbol
    AND (c.open_orders <> 0 OR c.open_buy_qty <> 0);

  DELETE FROM orders.open_totals AS t
  USING (SELECT DISTINCT a.account_id, s.symbol FROM after_it AS a
         CROSS JOIN LATERAL (VALUES (a.symbol), ('')) AS s (symbol)
         WHERE a.ord_status IN (4, 5, 6, 7)) AS c
  WHERE t.account_id = c.account_id AND t.symbol = c.symbol AND t.open_orders = 0;
  RETURN NULL;
END $$;

CREATE TRIGGER orders_count_new AFTER INSERT ON orders.orders
REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION orders.count_new_orders();

CREATE TRIGGER orders_count_changed AFTER UPDATE ON orders.orders
REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
FOR EACH STATEMENT EXECUTE FUNCTION orders.count_changed_orders();

INSERT INTO orders.open_totals (account_id, symbol, open_orders, open_buy_qty)
SELECT o.account_id, coalesce(o.symbol, ''), count(*)::integer,
       CASE WHEN o.symbol IS NULL THEN 0
            ELSE sum(orders.open_buy_qty(o.side, o.order_qty, o.pending_order_qty, o.cum_qty)) END
         ::bigint
FROM orders.orders AS o
WHERE o.ord_status NOT IN (4, 5, 6, 7)
GROUP BY GROUPING SETS ((o.account_id, o.symbol), (o.account_id));

CREATE FUNCTION orders.open_totals(p_account_ids bigint[], p_symbols text[])
RETURNS TABLE (account_id bigint, symbol text, open_orders integer, open_buy_qty bigint)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT t.account_id, t.symbol, t.open_orders, t.open_buy_qty
  FROM (SELECT DISTINCT u.account_id, u.symbol
        FROM unnest(p_account_ids, p_symbols) AS u (account_id, symbol)) AS g
  JOIN orders.open_totals AS t ON t.account_id = g.account_id AND t.symbol = g.symbol;
END $$;

-- Orders that each account placed from an id on, at most so many are counted. The ids are UUIDv7, so
-- the bounds name the partitions: no other is looked at.
CREATE FUNCTION orders.placed_since(
  p_account_ids bigint[], p_from uuid, p_until uuid, p_most bigint)
RETURNS TABLE (account_id bigint, placed bigint)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT g.account_id,
         (SELECT count(*)
          FROM (SELECT 1 FROM orders.orders AS o
                WHERE o.account_id = g.account_id AND o.order_id >= p_from AND o.order_id < p_until
                LIMIT p_most) AS counted)
  FROM (SELECT DISTINCT u.account_id FROM unnest(p_account_ids) AS u (account_id)) AS g;
END $$;

-- As in the ledger: they walk indexes, whatever the planner thinks of tables that grow.
DO $$
DECLARE
  v_function regprocedure;
BEGIN
  FOR v_function IN
    SELECT p.oid::regprocedure
    FROM pg_proc AS p
    WHERE p.pronamespace = 'orders'::regnamespace
      AND p.proname IN ('count_new_orders', 'count_changed_orders', 'open_totals', 'placed_since')
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET enable_seqscan = off', v_function);
    EXECUTE format('ALTER FUNCTION %s SET enable_hashjoin = off', v_function);
    EXECUTE format('ALTER FUNCTION %s SET enable_mergejoin = off', v_function);
  END LOOP;
END $$;

-- Accounts whose living orders are to be cancelled: the row goes when none lives any more.
CREATE TABLE orders.kill_switches (
  account_id bigint PRIMARY KEY,
  set_by bigint NOT NULL,
  reason text NOT NULL,
  set_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
