-- What the queued buys of accounts would bring and hold, by symbol and asset: less than 64 bits each, for
-- open_totals and the ledger hold them too. The limits are asked about a queued order when its turn comes;
-- until then it stands in no other's way.
CREATE FUNCTION orders.queued_buys(p_account_ids bigint[])
RETURNS TABLE (account_id bigint, symbol text, asset text, qty bigint, held bigint)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT o.account_id, o.symbol, h.asset, sum(o.order_qty)::bigint,
         sum(h.amount - h.consumed - h.released)::bigint
  FROM orders.orders AS o
  JOIN ledger.holds AS h ON h.hold_id = o.order_id
  WHERE o.account_id = ANY (p_account_ids) AND o.ord_status IN (1, 2, 3, 8, 9)
    AND o.queued AND o.side = 1
  GROUP BY o.account_id, o.symbol, h.asset;
END $$;

-- As in V4: it walks indexes, whatever the planner thinks.
ALTER FUNCTION orders.queued_buys(bigint[]) SET enable_seqscan = off;
ALTER FUNCTION orders.queued_buys(bigint[]) SET enable_hashjoin = off;
ALTER FUNCTION orders.queued_buys(bigint[]) SET enable_mergejoin = off;
