-- The posting functions look up a few hundred rows by key, whatever the size of the tables. At some
-- ten thousand rows the planner still finds it cheaper to read a whole table and hash it, which
-- costs ten times as much, and a plan cached then stays: so they walk indexes, always.
DO $$
DECLARE
  v_function regprocedure;
BEGIN
  FOR v_function IN
    SELECT p.oid::regprocedure
    FROM pg_proc AS p
    WHERE p.pronamespace = 'ledger'::regnamespace
      AND p.proname IN ('apply_transfers', 'apply_new_holds', 'apply_changed_holds', 'lock_accounts',
                        'available', 'place_holds', 'release_holds', 'holds', 'append_events',
                        'plan_fills', 'write_fill_transfers', 'write_cost_basis', 'post_fills')
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET enable_seqscan = off', v_function);
    EXECUTE format('ALTER FUNCTION %s SET enable_hashjoin = off', v_function);
    EXECUTE format('ALTER FUNCTION %s SET enable_mergejoin = off', v_function);
  END LOOP;
END $$;

-- convert_to is STABLE: only so can a call be replaced by its expression.
ALTER FUNCTION ledger.transfer_id(text, smallint) STABLE;
