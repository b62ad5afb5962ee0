-- What other modules call inside their own transaction (READ COMMITTED). All set-based: arrays of
-- equal length, element i belongs together. Lock order: account rows (ascending id), the caller's
-- rows, house rows. VOLATILE, so that each sees what was committed while a lock was waited for.

-- The house stripe of this writer: few writers meet on one row.
CREATE FUNCTION ledger.stripe() RETURNS smallint LANGUAGE sql STABLE AS
$$ SELECT (pg_backend_pid() % 8)::smallint $$;

-- Derived, so that a posting that is written again meets itself.
CREATE FUNCTION ledger.transfer_id(p_posting_key text, p_leg smallint) RETURNS uuid
LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(substring(
    sha256(convert_to(p_posting_key || '#' || p_leg, 'UTF8')) FROM 1 FOR 16), 'hex')::uuid
$$;

CREATE FUNCTION ledger.lock_accounts(p_account_ids bigint[])
RETURNS TABLE (account_id bigint, close_only boolean, blocked boolean, last_event_seq bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT a.account_id, a.close_only, a.blocked OR a.restricted, a.last_event_seq
  FROM ledger.accounts AS a
  WHERE a.account_id = ANY (p_account_ids)
  ORDER BY a.account_id
  FOR UPDATE;
END $$;

CREATE FUNCTION ledger.available(p_account_ids bigint[], p_assets text[])
RETURNS TABLE (account_id bigint, asset text, available bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT g.account_id, g.asset,
         coalesce(l.credits_posted - l.debits_posted - l.debits_pending, 0)
  FROM (SELECT DISTINCT u.account_id, u.asset
        FROM unnest(p_account_ids, p_assets) AS u (account_id, asset)) AS g
  LEFT JOIN ledger.ledger_accounts AS l
    ON l.account_id = g.account_id AND l.kind = 'customer' AND l.asset = g.asset AND l.stripe = 0;
END $$;

CREATE FUNCTION ledger.place_holds(
  p_hold_ids uuid[], p_account_ids bigint[], p_assets text[], p_amounts bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger.holds (hold_id, account_id, asset, amount)
  SELECT * FROM unnest(p_hold_ids, p_account_ids, p_assets, p_amounts);
END $$;

CREATE FUNCTION ledger.release_holds(p_hold_ids uuid[], p_account_ids bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ledger.holds AS h
  SET released = h.amount - h.consumed
  FROM unnest(p_hold_ids, p_account_ids) AS g (hold_id, account_id)
  WHERE h.hold_id = g.hold_id AND h.account_id = g.account_id
    AND h.consumed + h.released < h.amount;
END $$;

CREATE FUNCTION ledger.holds(p_hold_ids uuid[])
RETURNS TABLE (hold_id uuid, account_id bigint, asset text, amount bigint, consumed bigint,
               released bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT h.hold_id, h.account_id, h.asset, h.amount, h.consumed, h.released
  FROM ledger.holds AS h
  WHERE h.hold_id = ANY (p_hold_ids);
END $$;

CREATE FUNCTION ledger.append_events(p_account_ids bigint[], p_types text[], p_bodies bytea[])
RETURNS TABLE (ord integer, account_id bigint, seq bigint, recorded_at timestamptz)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz := clock_timestamp();
  v_us interval := interval '1 microsecond';
  v_written integer;
BEGIN
  RETURN QUERY
  WITH given AS MATERIALIZED (
    SELECT g.ord::integer AS ord, g.account_id, g.type, g.body,
           row_number() OVER (PARTITION BY g.account_id ORDER BY g.ord) AS nth
    FROM unnest(p_account_ids, p_types, p_bodies)
      WITH ORDINALITY AS g (account_id, type, body, ord)),
  advanced AS (
    UPDATE ledger.accounts AS a
    SET last_event_seq = a.last_event_seq + c.events,
        last_recorded_at = greatest(v_now, a.last_recorded_at + v_us) + (c.events - 1) * v_us
    FROM (SELECT g.account_id, count(*) AS events FROM given AS g GROUP BY g.account_id) AS c
    WHERE a.account_id = c.account_id
    RETURNING a.account_id, a.last_event_seq - c.events AS seq_before,
              a.last_recorded_at - c.events * v_us AS at_before),
  numbered AS MATERIALIZED (
    SELECT g.ord, g.account_id, a.seq_before + g.nth AS seq, a.at_before + g.nth * v_us AS at,
           g.type, g.body
    FROM given AS g
    JOIN advanced AS a ON a.account_id = g.account_id),
  written AS (
    INSERT INTO ledger.account_events (account_id, seq, recorded_at, type, body)
    SELECT n.account_id, n.seq, n.at, n.type, n.body FROM numbered AS n ORDER BY n.ord)
  SELECT n.ord, n.account_id, n.seq, n.at FROM numbered AS n ORDER BY n.ord;

  GET DIAGNOSTICS v_written = ROW_COUNT;
  IF v_written <> cardinality(p_account_ids) THEN
    RAISE EXCEPTION 'an event of an account that is not open'
      USING ERRCODE = 'foreign_key_violation';
  END IF;
END $$;

-- Opens an account with cash (from the house's funding account) and holdings at a cost; false, and
-- nothing done, if it is there already. The caller appends the events.
CREATE FUNCTION ledger.open_account(
  p_account_id bigint, p_currencies text[], p_amounts bigint[],
  p_symbols text[], p_qtys bigint[], p_costs bigint[], p_cost_currencies text[])
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz := clock_timestamp();
BEGIN
  INSERT INTO ledger.accounts (account_id, last_recorded_at) VALUES (p_account_id, v_now)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN false;
  END IF;

  INSERT INTO ledger.cost_basis (account_id, symbol, currency, qty, cost)
  SELECT p_account_id, h.symbol, h.currency, h.qty, h.cost
  FROM unnest(p_symbols, p_cost_currencies, p_qtys, p_costs) AS h (symbol, currency, qty, cost);

  INSERT INTO ledger.transfers
    (transfer_id, posting_key, leg, account_id, stripe, asset, debit_kind, credit_kind, amount,
     recorded_at)
  SELECT ledger.transfer_id('open|' || p_account_id, f.leg::smallint), 'open|' || p_account_id,
         f.leg, p_account_id, ledger.stripe(), f.asset, 'funding', 'customer', f.amount, v_now
  FROM unnest(p_currencies || p_symbols, p_amounts || p_qtys)
    WITH ORDINALITY AS f (asset, amount, leg)
  ORDER BY f.leg;
  RETURN true;
END $$;
