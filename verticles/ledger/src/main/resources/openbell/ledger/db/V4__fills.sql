-- Booking executions. First what each fill takes from where, decided from the rows as they are;
-- then the entries. Commands may be refused, facts may not: an execution is always booked.

CREATE TYPE ledger.booked_fill AS (
  ord integer,
  posting_key text,
  hold_id uuid,
  trd_match_id text,
  account_id bigint,
  symbol text,
  currency text,
  side smallint,
  qty bigint,
  notional bigint,
  charges bigint,
  consumed bigint,
  released bigint,
  beyond_hold bigint,
  cash_receivable bigint,
  shares_receivable bigint,
  nth_of_symbol bigint);

COMMENT ON TYPE ledger.booked_fill IS
  'consumed, released: of the hold, in its asset; beyond_hold: what the hold did not cover;
   cash_receivable, shares_receivable: what the account did not have';

-- A hold gives what it still has, in array order. Where the running balance of an account and
-- asset would fall below zero, the depth of the new low is what goes to the receivable: with
-- S(i) the running sum, the receivables up to i are max(0, -min(S(1..i))).
CREATE FUNCTION ledger.plan_fills(
  p_exec_keys text[], p_hold_ids uuid[], p_account_ids bigint[], p_symbols text[],
  p_currencies text[], p_sides smallint[], p_qtys bigint[], p_notionals bigint[],
  p_charges bigint[], p_hold_consumed bigint[], p_hold_released bigint[], p_trd_match_ids text[])
RETURNS SETOF ledger.booked_fill LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY
  WITH given AS (
    SELECT g.*, CASE g.side WHEN 1 THEN g.currency ELSE g.symbol END AS held_asset
    FROM unnest(p_exec_keys, p_hold_ids, p_account_ids, p_symbols, p_currencies, p_sides, p_qtys,
                p_notionals, p_charges, p_hold_consumed, p_hold_released, p_trd_match_ids)
      WITH ORDINALITY AS g (posting_key, hold_id, account_id, symbol, currency, side, qty,
                            notional, charges, consume, release, trd_match_id, ord)),
  taken AS (
    SELECT g.*,
           least(g.consume + g.release,
                 greatest(0, coalesce(h.amount - h.consumed - h.released, 0)
                             - coalesce(sum(g.consume + g.release) OVER before_in_hold, 0)))::bigint
             AS taken
    FROM given AS g
    LEFT JOIN ledger.holds AS h
      ON h.hold_id = g.hold_id AND h.account_id = g.account_id AND h.asset = g.held_asset
    WINDOW before_in_hold AS (
      PARTITION BY g.hold_id ORDER BY g.ord ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
  running AS (
    SELECT t.*,
           coalesce(c.credits_posted - c.debits_posted - c.debits_pending, 0)
             + sum(CASE t.side WHEN 1 THEN t.taken - t.notional - t.charges
                               ELSE t.notional - t.charges END)
               OVER (PARTITION BY t.account_id, t.currency ORDER BY t.ord) AS cash,
           coalesce(s.credits_posted - s.debits_posted - s.debits_pending, 0)
             + sum(CASE t.side WHEN 1 THEN t.qty ELSE t.taken - t.qty END)
               OVER (PARTITION BY t.account_id, t.symbol ORDER BY t.ord) AS shares
    FROM taken AS t
    LEFT JOIN ledger.ledger_accounts AS c
      ON c.account_id = t.account_id AND c.kind = 'customer' AND c.asset = t.currency
        AND c.stripe = 0
    LEFT JOIN ledger.ledger_accounts AS s
      ON s.account_id = t.account_id AND s.kind = 'customer' AND s.asset = t.symbol
        AND s.stripe = 0),
  lows AS (
    SELECT r.*,
           greatest(0, -min(r.cash) OVER (PARTITION BY r.account_id, r.currency ORDER BY r.ord))
             AS cash_low,
           greatest(0, -min(r.shares) OVER (PARTITION BY r.account_id, r.symbol ORDER BY r.ord))
             AS shares_low
    FROM running AS r)
  SELECT l.ord::integer, l.posting_key, l.hold_id, l.trd_match_id, l.account_id, l.symbol,
         l.currency, l.side, l.qty, l.notional, l.charges,
         least(l.consume, l.taken),
         l.taken - least(l.consume, l.taken),
         greatest(0, CASE l.side WHEN 1 THEN l.notional + l.charges ELSE l.qty END
                     - least(l.consume, l.taken)),
         (l.cash_low - coalesce(lag(l.cash_low)
            OVER (PARTITION BY l.account_id, l.currency ORDER BY l.ord), 0))::bigint,
         (l.shares_low - coalesce(lag(l.shares_low)
            OVER (PARTITION BY l.account_id, l.symbol ORDER BY l.ord), 0))::bigint,
         row_number() OVER (PARTITION BY l.account_id, l.symbol ORDER BY l.ord)
  FROM lows AS l
  ORDER BY l.ord;
END $$;

-- The legs of the fills: value, charges, shares; each what the customer has, then the receivable.
-- The part of a purchase that the customer owes is owed for its charges first.
CREATE FUNCTION ledger.write_fill_transfers(p_fills ledger.booked_fill[])
RETURNS void LANGUAGE sql AS $$
  INSERT INTO ledger.transfers
    (transfer_id, posting_key, leg, account_id, stripe, asset, debit_kind, credit_kind, amount,
     hold_id, trd_match_id, recorded_at)
  SELECT ledger.transfer_id(f.posting_key, leg.leg), f.posting_key, leg.leg, f.account_id,
         ledger.stripe(), leg.asset, leg.debit_kind, leg.credit_kind, leg.amount,
         f.hold_id, f.trd_match_id, a.last_recorded_at
  FROM unnest(p_fills) AS f
  JOIN ledger.accounts AS a ON a.account_id = f.account_id
  CROSS JOIN LATERAL (
    SELECT CASE f.side WHEN 1 THEN least(f.cash_receivable, f.charges) ELSE f.cash_receivable END
  ) AS owed (charges)
  CROSS JOIN LATERAL (VALUES
    (1::smallint, f.currency, CASE f.side WHEN 1 THEN 'customer' ELSE 'clearing' END,
     CASE f.side WHEN 1 THEN 'clearing' ELSE 'customer' END,
     f.notional - (f.cash_receivable - owed.charges)),
    (2::smallint, f.currency, 'receivable', 'clearing', f.cash_receivable - owed.charges),
    (3::smallint, f.currency, 'customer', 'fees', f.charges - owed.charges),
    (4::smallint, f.currency, 'receivable', 'fees', owed.charges),
    (5::smallint, f.symbol, CASE f.side WHEN 1 THEN 'clearing' ELSE 'customer' END,
     CASE f.side WHEN 1 THEN 'customer' ELSE 'clearing' END, f.qty - f.shares_receivable),
    (6::smallint, f.symbol, 'receivable', 'clearing', f.shares_receivable)
  ) AS leg (leg, asset, debit_kind, credit_kind, amount)
  WHERE leg.amount > 0
  ORDER BY f.ord, leg.leg
$$;

-- A purchase adds its value and charges. A sale takes the cost in proportion, rounded down: the
-- remainder stays with the holding, and the last share takes the rest. Proportions do not add up,
-- so the nth fills of all (account, symbol) go together, one round after the other.
CREATE FUNCTION ledger.write_cost_basis(p_fills ledger.booked_fill[])
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
      AND b.account_id = f.account_id AND b.symbol = f.symbol;
  END LOOP;
END $$;

CREATE FUNCTION ledger.post_fills(
  p_exec_keys text[], p_hold_ids uuid[], p_account_ids bigint[], p_symbols text[],
  p_currencies text[], p_sides smallint[], p_qtys bigint[], p_notionals bigint[],
  p_charges bigint[], p_hold_consumed bigint[], p_hold_released bigint[],
  p_trd_match_ids text[] DEFAULT NULL)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_fills ledger.booked_fill[];
  v_now timestamptz := clock_timestamp();
  v_stamped bigint;
BEGIN
  IF EXISTS (
    SELECT 1
    FROM unnest(p_exec_keys, p_account_ids, p_symbols, p_currencies, p_sides, p_qtys, p_notionals,
                p_charges, p_hold_consumed, p_hold_released)
      AS g (exec_key, account_id, symbol, currency, side, qty, notional, charges, consume, release)
    WHERE (g.exec_key IS NOT NULL AND g.account_id IS NOT NULL AND g.symbol IS NOT NULL
           AND g.currency IS NOT NULL AND g.side IN (1, 2) AND g.qty > 0 AND g.notional > 0
           AND g.charges >= 0 AND g.release >= 0 AND g.consume >= 0
           AND g.consume <= CASE g.side WHEN 1 THEN g.notional + g.charges ELSE g.qty END)
          IS NOT TRUE) THEN
    RAISE EXCEPTION 'a fill that is none: see the contract of ledger.post_fills'
      USING ERRCODE = 'invalid_parameter_value';
  END IF;

  SELECT array_agg(f ORDER BY f.ord) INTO v_fills
  FROM ledger.plan_fills(p_exec_keys, p_hold_ids, p_account_ids, p_symbols, p_currencies, p_sides,
                         p_qtys, p_notionals, p_charges, p_hold_consumed, p_hold_released,
                         p_trd_match_ids) AS f;
  IF v_fills IS NULL THEN
    RETURN;
  END IF;

  UPDATE ledger.accounts AS a
  SET last_recorded_at = greatest(v_now, a.last_recorded_at + interval '1 microsecond'),
      close_only = a.close_only OR s.owes
  FROM (SELECT f.account_id, bool_or(f.cash_receivable > 0 OR f.shares_receivable > 0) AS owes
        FROM unnest(v_fills) AS f GROUP BY f.account_id) AS s
  WHERE a.account_id = s.account_id;
  GET DIAGNOSTICS v_stamped = ROW_COUNT;
  IF v_stamped <> (SELECT count(DISTINCT f.account_id) FROM unnest(v_fills) AS f) THEN
    RAISE EXCEPTION 'a fill of an account that is not open' USING ERRCODE = 'foreign_key_violation';
  END IF;

  UPDATE ledger.holds AS h
  SET consumed = h.consumed + s.consumed, released = h.released + s.released
  FROM (SELECT f.hold_id, f.account_id, sum(f.consumed)::bigint AS consumed,
               sum(f.released)::bigint AS released
        FROM unnest(v_fills) AS f
        WHERE f.consumed + f.released > 0
        GROUP BY f.hold_id, f.account_id) AS s
  WHERE h.hold_id = s.hold_id AND h.account_id = s.account_id;

  PERFORM ledger.write_cost_basis(v_fills);

  INSERT INTO ledger.breaks (account_id, kind, posting_key, asset, amount)
  SELECT f.account_id, b.kind, f.posting_key, b.asset, b.amount
  FROM unnest(v_fills) AS f
  CROSS JOIN LATERAL (VALUES
    ('beyond_hold', CASE f.side WHEN 1 THEN f.currency ELSE f.symbol END, f.beyond_hold),
    ('receivable', f.currency, f.cash_receivable),
    ('receivable', f.symbol, f.shares_receivable)) AS b (kind, asset, amount)
  WHERE b.amount > 0;

  PERFORM ledger.write_fill_transfers(v_fills);
END $$;
