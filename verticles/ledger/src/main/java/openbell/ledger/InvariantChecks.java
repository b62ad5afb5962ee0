package openbell.ledger;

import java.util.List;

/** What must always hold, each as one query whose rows are the breaks, in words. */
final class InvariantChecks {
  /** A named query of one text column: a row per break. */
  record Check(String name, String breaks) {
    String counted() {
      return "SELECT count(*) AS breaks, coalesce(min(broken.sample), '') AS sample FROM (\n"
          + breaks
          + ") AS broken (sample)";
    }
  }

  static final List<Check> ALL =
      List.of(
          new Check(
              "debits_equal_credits",
              """
              SELECT asset || ': debits ' || sum(debits_posted) || ', credits ' || sum(credits_posted)
              FROM ledger.ledger_accounts
              GROUP BY asset
              HAVING sum(debits_posted) <> sum(credits_posted)
              """),
          new Check(
              "pending_debits_equal_open_holds",
              """
              SELECT coalesce(l.account_id, h.account_id) || ' ' || coalesce(l.asset, h.asset)
                || ': pending ' || coalesce(l.pending, 0) || ', open holds ' || coalesce(h.open, 0)
              FROM (SELECT account_id, asset, debits_pending AS pending
                    FROM ledger.ledger_accounts WHERE debits_pending <> 0) AS l
              FULL JOIN (SELECT account_id, asset, sum(amount - consumed - released) AS open
                         FROM ledger.holds WHERE consumed + released < amount
                         GROUP BY account_id, asset) AS h
                ON h.account_id = l.account_id AND h.asset = l.asset
              WHERE coalesce(l.pending, 0) <> coalesce(h.open, 0)
              """),
          new Check(
              "balances_equal_transfers",
              """
              SELECT coalesce(l.account_id, p.account_id) || ' ' || coalesce(l.kind, p.kind) || ' '
                || coalesce(l.asset, p.asset) || ': ' || coalesce(l.debits_posted, 0) || '/'
                || coalesce(l.credits_posted, 0) || ', transfers ' || coalesce(p.debits, 0) || '/'
                || coalesce(p.credits, 0)
              FROM ledger.ledger_accounts AS l
              FULL JOIN (SELECT account_id, kind, asset, stripe,
                                sum(debit) AS debits, sum(credit) AS credits
                         FROM ledger.postings GROUP BY account_id, kind, asset, stripe) AS p
                ON p.account_id = l.account_id AND p.kind = l.kind AND p.asset = l.asset
                  AND p.stripe = l.stripe
              WHERE coalesce(l.debits_posted, 0) <> coalesce(p.debits, 0)
                OR coalesce(l.credits_posted, 0) <> coalesce(p.credits, 0)
              """),
          new Check(
              "no_customer_overdrawn",
              """
              SELECT account_id || ' ' || asset || ': '
                || credits_posted - debits_posted - debits_pending
              FROM ledger.ledger_accounts
              WHERE kind = 'customer' AND credits_posted - debits_posted - debits_pending < 0
              """),
          new Check(
              "holds_not_exceeded",
              """
              SELECT hold_id || ': ' || consumed || ' consumed, ' || released || ' released of '
                || amount
              FROM ledger.holds
              WHERE consumed < 0 OR released < 0 OR consumed + released > amount
              """),
          new Check(
              "transfers_have_one_key",
              """
              SELECT coalesce(t.transfer_id, k.transfer_id) || ': ' || coalesce(t.times, 0)
                || ' transfers'
              FROM (SELECT transfer_id, count(*) AS times
                    FROM ledger.transfers GROUP BY transfer_id) AS t
              FULL JOIN ledger.transfer_keys AS k ON k.transfer_id = t.transfer_id
              WHERE t.times IS DISTINCT FROM 1 OR k.transfer_id IS NULL
              """),
          new Check(
              "executions_are_whole",
              """
              SELECT posting_key || ': legs ' || string_agg(leg::text, ',' ORDER BY leg)
              FROM ledger.transfers
              WHERE posting_key NOT LIKE 'open|%'
              GROUP BY posting_key
              HAVING NOT (bool_or(leg IN (1, 2)) AND bool_or(leg IN (5, 6)))
                OR count(DISTINCT account_id) <> 1
              """),
          new Check(
              "clearing_nets_per_match",
              """
              SELECT mic_date || ' ' || trd_match_id || ' ' || asset || ': ' || sum(debit - credit)
              FROM (SELECT p.*, split_part(posting_key, '|', 1) || '|'
                             || split_part(posting_key, '|', 2) AS mic_date
                    FROM ledger.postings AS p
                    WHERE kind = 'clearing' AND trd_match_id IS NOT NULL) AS c
              GROUP BY mic_date, trd_match_id, asset
              HAVING count(DISTINCT posting_key) > 1 AND sum(debit - credit) <> 0
              """),
          new Check(
              "cost_basis_equals_shares",
              """
              SELECT coalesce(b.account_id, l.account_id) || ' ' || coalesce(b.symbol, l.asset)
                || ': cost basis of ' || coalesce(b.qty, 0) || ', shares ' || coalesce(l.qty, 0)
              FROM (SELECT account_id, asset, credits_posted - debits_posted AS qty
                    FROM ledger.ledger_accounts
                    WHERE kind = 'customer' AND asset LIKE '%:%') AS l
              FULL JOIN ledger.cost_basis AS b ON b.account_id = l.account_id AND b.symbol = l.asset
              WHERE coalesce(b.qty, 0) <> coalesce(l.qty, 0)
              """),
          new Check(
              "receivables_are_known_breaks",
              """
              SELECT l.account_id || ' ' || l.asset || ': owes ' || l.debits_posted - l.credits_posted
              FROM ledger.ledger_accounts AS l
              WHERE l.kind = 'receivable' AND l.debits_posted > 0
                AND NOT EXISTS (SELECT 1 FROM ledger.breaks AS b
                                WHERE b.account_id = l.account_id AND b.kind = 'receivable'
                                  AND b.asset = l.asset)
              """),
          new Check(
              "events_are_gapless",
              """
              SELECT a.account_id || ': last ' || a.last_event_seq || ', ' || coalesce(e.events, 0)
                || ' events up to ' || coalesce(e.last, 0)
              FROM ledger.accounts AS a
              FULL JOIN (SELECT account_id, count(DISTINCT seq) AS distinct_events,
                                count(*) AS events, min(seq) AS first, max(seq) AS last
                         FROM ledger.account_events GROUP BY account_id) AS e
                ON e.account_id = a.account_id
              WHERE a.account_id IS NULL
                OR a.last_event_seq <> coalesce(e.last, 0)
                OR coalesce(e.events, 0) <> coalesce(e.last, 0)
                OR coalesce(e.distinct_events, 0) <> coalesce(e.last, 0)
                OR coalesce(e.first, 1) <> 1
              """),
          new Check(
              "event_times_ascend",
              """
              SELECT account_id || ' ' || seq || ': ' || recorded_at || ' after ' || before
              FROM (SELECT account_id, seq, recorded_at,
                           lag(recorded_at) OVER (PARTITION BY account_id ORDER BY seq) AS before
                    FROM ledger.account_events) AS e
              WHERE recorded_at <= before
              """),
          new Check(
              "published_events_are_a_prefix",
              """
              SELECT account_id || ': ' || max(seq) FILTER (WHERE published)
                || ' is published, ' || min(seq) FILTER (WHERE NOT published) || ' is not'
              FROM ledger.account_events
              GROUP BY account_id
              HAVING max(seq) FILTER (WHERE published) > min(seq) FILTER (WHERE NOT published)
              """));

  private InvariantChecks() {}
}
