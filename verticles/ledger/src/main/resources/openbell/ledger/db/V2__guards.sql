-- What no statement can get around, whatever the code does: balances change only by writing
-- transfers, pending amounts only by writing holds, and the journal is never changed.

CREATE FUNCTION ledger.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of ledger.% is refused: %', tg_op, tg_table_name, tg_argv[0]
    USING ERRCODE = 'restrict_violation';
END $$;

-- The transfers of one statement, applied to both their sides: keys, then the customers' rows
-- (their account rows are locked by the caller), then the house's rows, in order and once each.
CREATE FUNCTION ledger.apply_transfers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger.transfer_keys (transfer_id)
  SELECT p.transfer_id FROM posted AS p ORDER BY p.transfer_id;

  INSERT INTO ledger.ledger_accounts (account_id, kind, asset)
  SELECT DISTINCT p.account_id, side.kind, p.asset
  FROM posted AS p
  CROSS JOIN LATERAL (VALUES (p.debit_kind), (p.credit_kind)) AS side (kind)
  WHERE side.kind IN ('customer', 'receivable')
    AND NOT EXISTS (
      SELECT 1 FROM ledger.ledger_accounts AS l
      WHERE l.account_id = p.account_id AND l.kind = side.kind AND l.asset = p.asset
        AND l.stripe = 0)
  ORDER BY 1, 2, 3
  ON CONFLICT DO NOTHING;

  UPDATE ledger.ledger_accounts AS l
  SET debits_posted = l.debits_posted + s.debit,
      credits_posted = l.credits_posted + s.credit
  FROM (
    SELECT p.account_id, side.kind, p.asset,
           sum(side.debit)::bigint AS debit, sum(side.credit)::bigint AS credit
    FROM posted AS p
    CROSS JOIN LATERAL (VALUES (p.debit_kind, p.amount, 0::bigint),
                               (p.credit_kind, 0::bigint, p.amount)) AS side (kind, debit, credit)
    WHERE side.kind IN ('customer', 'receivable')
    GROUP BY p.account_id, side.kind, p.asset) AS s
  WHERE l.account_id = s.account_id AND l.kind = s.kind AND l.asset = s.asset AND l.stripe = 0;

  INSERT INTO ledger.ledger_accounts AS l
    (account_id, kind, asset, stripe, debits_posted, credits_posted)
  SELECT 0, side.kind, p.asset, p.stripe, sum(side.debit)::bigint, sum(side.credit)::bigint
  FROM posted AS p
  CROSS JOIN LATERAL (VALUES (p.debit_kind, p.amount, 0::bigint),
                             (p.credit_kind, 0::bigint, p.amount)) AS side (kind, debit, credit)
  WHERE side.kind NOT IN ('customer', 'receivable')
  GROUP BY side.kind, p.asset, p.stripe
  ORDER BY side.kind, p.asset, p.stripe
  ON CONFLICT ON CONSTRAINT ledger_accounts_pkey DO UPDATE
  SET debits_posted = l.debits_posted + excluded.debits_posted,
      credits_posted = l.credits_posted + excluded.credits_posted;
  RETURN NULL;
END $$;

CREATE TRIGGER transfers_apply AFTER INSERT ON ledger.transfers
REFERENCING NEW TABLE AS posted
FOR EACH STATEMENT EXECUTE FUNCTION ledger.apply_transfers();

CREATE TRIGGER transfers_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.transfers
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse('the journal is immutable');

CREATE TRIGGER transfer_keys_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.transfer_keys
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse('the journal is immutable');

-- A change of open holds is the same change of their ledger accounts' pending debits.
CREATE FUNCTION ledger.apply_new_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_pairs bigint;
  v_updated bigint;
BEGIN
  WITH change AS (
    SELECT h.account_id, h.asset, sum(h.amount - h.consumed - h.released)::bigint AS amount
    FROM placed AS h
    GROUP BY h.account_id, h.asset),
  updated AS (
    UPDATE ledger.ledger_accounts AS l
    SET debits_pending = l.debits_pending + c.amount
    FROM change AS c
    WHERE l.account_id = c.account_id AND l.kind = 'customer' AND l.asset = c.asset
      AND l.stripe = 0
    RETURNING 1)
  SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM updated) INTO v_pairs, v_updated;
  IF v_updated < v_pairs THEN
    RAISE EXCEPTION 'a hold on an asset that the account never had'
      USING ERRCODE = 'check_violation', SCHEMA = 'ledger', TABLE = 'ledger_accounts',
            CONSTRAINT = 'ledger_accounts_not_overdrawn';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER holds_apply_new AFTER INSERT ON ledger.holds
REFERENCING NEW TABLE AS placed
FOR EACH STATEMENT EXECUTE FUNCTION ledger.apply_new_holds();

CREATE FUNCTION ledger.apply_changed_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ledger.ledger_accounts AS l
  SET debits_pending = l.debits_pending + c.amount
  FROM (
    SELECT h.account_id, h.asset, sum(h.open)::bigint AS amount
    FROM (SELECT a.account_id, a.asset, a.amount - a.consumed - a.released AS open FROM after AS a
          UNION ALL
          SELECT b.account_id, b.asset, b.consumed + b.released - b.amount FROM before AS b) AS h
    GROUP BY h.account_id, h.asset
    HAVING sum(h.open) <> 0) AS c
  WHERE l.account_id = c.account_id AND l.kind = 'customer' AND l.asset = c.asset AND l.stripe = 0;
  RETURN NULL;
END $$;

CREATE TRIGGER holds_apply_changed AFTER UPDATE ON ledger.holds
REFERENCING OLD TABLE AS before NEW TABLE AS after
FOR EACH STATEMENT EXECUTE FUNCTION ledger.apply_changed_holds();

CREATE TRIGGER holds_identity BEFORE UPDATE OF hold_id, account_id, asset ON ledger.holds
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse('a hold keeps its account and asset');

CREATE TRIGGER holds_kept BEFORE DELETE OR TRUNCATE ON ledger.holds
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse('a hold is released, never deleted');

-- Depth 0: not from inside one of the triggers above.
CREATE TRIGGER ledger_accounts_only_by_entries BEFORE UPDATE ON ledger.ledger_accounts
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0)
EXECUTE FUNCTION ledger.refuse('balances change by transfers and holds');

CREATE TRIGGER ledger_accounts_start_empty BEFORE INSERT ON ledger.ledger_accounts
FOR EACH ROW WHEN (pg_trigger_depth() = 0
  AND (new.debits_posted <> 0 OR new.credits_posted <> 0 OR new.debits_pending <> 0))
EXECUTE FUNCTION ledger.refuse('balances change by transfers and holds');

CREATE TRIGGER ledger_accounts_kept BEFORE DELETE OR TRUNCATE ON ledger.ledger_accounts
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse('a ledger account is never deleted');

CREATE TRIGGER account_events_immutable
BEFORE DELETE OR TRUNCATE OR UPDATE OF event_no, account_id, seq, recorded_at, type, body
ON ledger.account_events
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse('events are immutable');

-- A partition answers to its table alone: a statement that names it would pass its guards by.
CREATE FUNCTION ledger.guard_partition(p_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'CREATE TRIGGER no_direct_statement BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON ledger.%I'
    ' FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse(''name the table, not its partition'')',
    p_name);
END $$;

-- Makes the partitions (one a month, UTC) of this month and the months ahead; returns how many. A
-- month of which the default partition has rows already stays there: entries are never moved.
-- Attaching locks neither readers nor writers of the table out for longer than its default
-- partition, which is empty, takes to scan.
CREATE FUNCTION ledger.make_partitions(p_months_ahead integer) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  v_table text;
  v_month timestamp;
  v_name text;
  v_from timestamptz;
  v_to timestamptz;
  v_in_default boolean;
  v_made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ledger.make_partitions'));
  FOREACH v_table IN ARRAY ARRAY['transfers', 'account_events'] LOOP
    FOR ahead IN 0 .. p_months_ahead LOOP
      v_month := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead);
      v_name := v_table || to_char(v_month, '_YYYY_MM');
      v_from := v_month AT TIME ZONE 'UTC';
      v_to := (v_month + interval '1 month') AT TIME ZONE 'UTC';
      CONTINUE WHEN to_regclass('ledger.' || v_name) IS NOT NULL;
      EXECUTE format(
        'SELECT EXISTS (SELECT 1 FROM ledger.%I WHERE recorded_at >= $1 AND recorded_at < $2)',
        v_table || '_default') INTO v_in_default USING v_from, v_to;
      CONTINUE WHEN v_in_default;
      EXECUTE format(
        'CREATE TABLE ledger.%I (LIKE ledger.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
        v_name, v_table);
      EXECUTE format(
        'ALTER TABLE ledger.%I ATTACH PARTITION ledger.%I FOR VALUES FROM (%L) TO (%L)',
        v_table, v_name, v_from, v_to);
      PERFORM ledger.guard_partition(v_name);
      v_made := v_made + 1;
    END LOOP;
  END LOOP;
  RETURN v_made;
END $$;

DO $$
BEGIN
  PERFORM ledger.guard_partition('transfers_default');
  PERFORM ledger.guard_partition('account_events_default');
  PERFORM ledger.make_partitions(3);
END $$;
