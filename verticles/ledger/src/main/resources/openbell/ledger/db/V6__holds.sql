-- Holds that change with their order: raised before new terms are sent, released in part when the
-- venue has taken lower ones. The CHECKs of V1 guard both: no hold is raised beyond what the account
-- has, none releases more than it still holds.

-- All or 23514.
CREATE FUNCTION ledger.raise_holds(p_hold_ids uuid[], p_account_ids bigint[], p_amounts bigint[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_raised bigint;
BEGIN
  UPDATE ledger.holds AS h
  SET amount = h.amount + g.amount
  FROM unnest(p_hold_ids, p_account_ids, p_amounts) AS g (hold_id, account_id, amount)
  WHERE h.hold_id = g.hold_id AND h.account_id = g.account_id AND g.amount > 0;
  GET DIAGNOSTICS v_raised = ROW_COUNT;
  IF v_raised <> cardinality(p_hold_ids) THEN
    RAISE EXCEPTION 'a hold that is not there, is named twice or is raised by nothing'
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
END $$;

-- Element i gives back a part of hold i; a hold may be named several times. All or 23514.
CREATE FUNCTION ledger.release_parts(p_hold_ids uuid[], p_account_ids bigint[], p_amounts bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM unnest(p_amounts) AS g (amount) WHERE (g.amount > 0) IS NOT TRUE) THEN
    RAISE EXCEPTION 'a release of nothing' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  UPDATE ledger.holds AS h
  SET released = h.released + s.amount
  FROM (SELECT g.hold_id, g.account_id, sum(g.amount)::bigint AS amount
        FROM unnest(p_hold_ids, p_account_ids, p_amounts) AS g (hold_id, account_id, amount)
        GROUP BY g.hold_id, g.account_id) AS s
  WHERE h.hold_id = s.hold_id AND h.account_id = s.account_id;
END $$;

-- As in V5: they walk indexes, whatever the planner thinks.
DO $$
DECLARE
  v_function regprocedure;
BEGIN
  FOR v_function IN
    SELECT p.oid::regprocedure
    FROM pg_proc AS p
    WHERE p.pronamespace = 'ledger'::regnamespace AND p.proname IN ('raise_holds', 'release_parts')
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET enable_seqscan = off', v_function);
    EXECUTE format('ALTER FUNCTION %s SET enable_hashjoin = off', v_function);
    EXECUTE format('ALTER FUNCTION %s SET enable_mergejoin = off', v_function);
  END LOOP;
END $$;
