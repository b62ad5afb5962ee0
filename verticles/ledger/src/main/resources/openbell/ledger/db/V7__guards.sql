-- What the guards of an account's limits read, and its kill switches.

ALTER TABLE ledger.accounts ADD COLUMN user_blocked boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN ledger.accounts.user_blocked IS 'the holder''s own kill switch';
COMMENT ON COLUMN ledger.accounts.blocked IS 'staff''s kill switch';
COMMENT ON COLUMN ledger.accounts.restricted IS 'may not trade at all, by compliance';

CREATE OR REPLACE FUNCTION ledger.lock_accounts(p_account_ids bigint[])
RETURNS TABLE (account_id bigint, close_only boolean, blocked boolean, last_event_seq bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT a.account_id, a.close_only, a.blocked OR a.restricted OR a.user_blocked, a.last_event_seq
  FROM ledger.accounts AS a
  WHERE a.account_id = ANY (p_account_ids)
  ORDER BY a.account_id
  FOR UPDATE;
END $$;

-- As lock_accounts, without the lock: for those who only look.
CREATE FUNCTION ledger.see_accounts(p_account_ids bigint[])
RETURNS TABLE (account_id bigint, close_only boolean, blocked boolean, last_event_seq bigint)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT a.account_id, a.close_only, a.blocked OR a.restricted OR a.user_blocked, a.last_event_seq
  FROM ledger.accounts AS a
  WHERE a.account_id = ANY (p_account_ids)
  ORDER BY a.account_id;
END $$;

CREATE FUNCTION ledger.flags(p_account_id bigint)
RETURNS TABLE (user_blocked boolean, blocked boolean, restricted boolean, close_only boolean)
LANGUAGE sql STABLE AS $$
  SELECT a.user_blocked, a.blocked, a.restricted, a.close_only
  FROM ledger.accounts AS a WHERE a.account_id = p_account_id
$$;

-- Under the account's row lock; a flag that is null stays. No row: there is no such account.
CREATE FUNCTION ledger.set_flags(
  p_account_id bigint, p_user_blocked boolean, p_blocked boolean, p_restricted boolean,
  p_close_only boolean)
RETURNS TABLE (user_blocked boolean, blocked boolean, restricted boolean, close_only boolean)
LANGUAGE sql AS $$
  UPDATE ledger.accounts AS a
  SET user_blocked = coalesce(p_user_blocked, a.user_blocked),
      blocked = coalesce(p_blocked, a.blocked),
      restricted = coalesce(p_restricted, a.restricted),
      close_only = coalesce(p_close_only, a.close_only)
  WHERE a.account_id = p_account_id
  RETURNING a.user_blocked, a.blocked, a.restricted, a.close_only
$$;

-- Profit and loss realised by the sales of one trade date; written with their fills.
CREATE TABLE ledger.daily_pnl (
  account_id bigint NOT NULL,
  trade_date integer NOT NULL,
  currency text NOT NULL,
  realized_pnl bigint NOT NULL,
  CONSTRAINT daily_pnl_pkey PRIMARY KEY (account_id, trade_date, currency)
) WITH (fillfactor = 80);

-- A posting key of an execution is <mic>|<tradeDate>|...; of anything else the date is 0.
CREATE FUNCTION ledger.trade_date(p_posting_key text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN split_part(p_posting_key, '|', 2) ~ '^[0-9]{8}$'
              THEN split_part(p_posting_key, '|', 2)::integer ELSE 0 END
$$;

-- As in V4, and what a sale realises is also a part of its trade date's.
CREATE OR REPLACE FUNCTION ledger.write_cost_basis(p_fills ledger.booked_fill[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_rounds bigint := (SELECT max(f.nth_of_symbol) FROM unnest(p_fills) AS f);
BEGIN
  INSERT INTO ledger.cost_basis (account_id, symbol, currency)
  SELECT DISTINCT f.account_id, f.symbol, f.currency FROM unnest(p_fills) AS f
  WHERE NOT EXISTS (SELECT 1 FROM ledger.cost_basis AS b
                    WHERE b.account_id = f.account_id AND b.symbol = f.symbol)
  ON CONFLICT DO NOTHING;

  FOR v_round IN 1 .. v_rounds LOOP
    WITH booked AS (
      UPDATE ledger.cost_basis AS b
      SET qty = b.qty + CASE f.side WHEN 1 THEN f.qty ELSE f.shares_receivable - f.qty END,
          cost = b.cost + CASE f.side WHEN 1 THEN f.notional + f.charges ELSE -sold.cost END,
          realized_pnl = b.realized_pnl
            + CASE f.side WHEN 1 THEN 0 ELSE f.notional - f.charges - sold.cost END
      FROM unnest(p_fills) AS f
      JOIN ledger.cost_basis AS was ON was.account_id = f.account_id AND was.symbol = f.symbol
      CROSS JOIN LATERAL (
        SELECT div(was.cost::numeric * (f.qty - f.shares_receivable), greatest(was.qty, 1))::bigint
      ) AS sold (cost)
      WHERE f.nth_of_symbol = v_round
        AND b.account_id = f.account_id AND b.symbol = f.symbol
      RETURNING b.account_id, f.currency, ledger.trade_date(f.posting_key) AS trade_date,
                CASE f.side WHEN 1 THEN 0 ELSE f.notional - f.charges - sold.cost END AS pnl)
    INSERT INTO ledger.daily_pnl AS d (account_id, trade_date, currency, realized_pnl)
    SELECT r.account_id, r.trade_date, r.currency, sum(r.pnl)::bigint
    FROM booked AS r
    WHERE r.pnl <> 0
    GROUP BY r.account_id, r.trade_date, r.currency
    ORDER BY r.account_id, r.trade_date, r.currency
    ON CONFLICT ON CONSTRAINT daily_pnl_pkey DO UPDATE
    SET realized_pnl = d.realized_pnl + excluded.realized_pnl;
  END LOOP;
END $$;

-- What the limits of buys are compared with, for each (account, symbol, currency, trade date) once:
-- shares posted, cash that is held and the cost of all positions (exposure), and the day's result.
CREATE FUNCTION ledger.guard_inputs(
  p_account_ids bigint[], p_symbols text[], p_currencies text[], p_trade_dates integer[])
RETURNS TABLE (account_id bigint, symbol text, currency text, trade_date integer, shares bigint,
               exposure bigint, realized_pnl bigint)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT g.account_id, g.symbol, g.currency, g.trade_date,
         coalesce(s.credits_posted - s.debits_posted, 0),
         least(coalesce(c.debits_pending, 0) + coalesce(p.cost, 0), 9223372036854775807)::bigint,
         coalesce(d.realized_pnl, 0)
  FROM (SELECT DISTINCT u.account_id, u.symbol, u.currency, u.trade_date
        FROM unnest(p_account_ids, p_symbols, p_currencies, p_trade_dates)
          AS u (account_id, symbol, currency, trade_date)) AS g
  LEFT JOIN ledger.ledger_accounts AS s
    ON s.account_id = g.account_id AND s.kind = 'customer' AND s.asset = g.symbol AND s.stripe = 0
  LEFT JOIN ledger.ledger_accounts AS c
    ON c.account_id = g.account_id AND c.kind = 'customer' AND c.asset = g.currency AND c.stripe = 0
  LEFT JOIN LATERAL (
    SELECT sum(b.cost) AS cost FROM ledger.cost_basis AS b
    WHERE b.account_id = g.account_id AND b.currency = g.currency) AS p ON true
  LEFT JOIN ledger.daily_pnl AS d
    ON d.account_id = g.account_id AND d.trade_date = g.trade_date AND d.currency = g.currency;
END $$;

-- As in V5: they walk indexes, whatever the planner thinks.
DO $$
DECLARE
  v_function regprocedure;
BEGIN
  FOR v_function IN
    SELECT p.oid::regprocedure
    FROM pg_proc AS p
    WHERE p.pronamespace = 'ledger'::regnamespace
      AND p.proname IN ('lock_accounts', 'see_accounts', 'write_cost_basis', 'guard_inputs')
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET enable_seqscan = off', v_function);
    EXECUTE format('ALTER FUNCTION %s SET enable_hashjoin = off', v_function);
    EXECUTE format('ALTER FUNCTION %s SET enable_mergejoin = off', v_function);
  END LOOP;
END $$;
