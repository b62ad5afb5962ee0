-- The money. Amounts are bigint: cash in 1/10,000 of the currency unit, shares in whole units.
-- An asset is a currency ('INR') or a canonical symbol ('XNSE:RELIANCE').

-- ONE row per customer: the row every money transaction locks first, in ascending id.
CREATE TABLE ledger.accounts (
  account_id bigint NOT NULL,
  close_only boolean NOT NULL DEFAULT false,
  blocked boolean NOT NULL DEFAULT false,
  restricted boolean NOT NULL DEFAULT false,
  last_event_seq bigint NOT NULL DEFAULT 0,
  last_recorded_at timestamptz NOT NULL DEFAULT '-infinity',
  opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT accounts_pkey PRIMARY KEY (account_id),
  CONSTRAINT accounts_id_positive CHECK (account_id > 0),
  CONSTRAINT accounts_seq_not_negative CHECK (last_event_seq >= 0)
) WITH (fillfactor = 60);

COMMENT ON COLUMN ledger.accounts.blocked IS 'kill switch';
COMMENT ON COLUMN ledger.accounts.close_only IS 'only sells of what is held';

-- Balances. A customer owns 'customer' (cash or shares) and 'receivable' (what the customer owes);
-- the house (account_id 0) owns 'clearing', 'fees' and 'funding', striped by writer.
CREATE TABLE ledger.ledger_accounts (
  account_id bigint NOT NULL,
  kind text NOT NULL,
  asset text NOT NULL,
  stripe smallint NOT NULL DEFAULT 0,
  debits_posted bigint NOT NULL DEFAULT 0,
  credits_posted bigint NOT NULL DEFAULT 0,
  debits_pending bigint NOT NULL DEFAULT 0,
  CONSTRAINT ledger_accounts_pkey PRIMARY KEY (account_id, kind, asset, stripe),
  CONSTRAINT ledger_accounts_not_overdrawn CHECK (
    kind <> 'customer' OR credits_posted - debits_posted - debits_pending >= 0),
  CONSTRAINT ledger_accounts_receivable_is_a_debt CHECK (
    kind <> 'receivable' OR debits_posted >= credits_posted),
  CONSTRAINT ledger_accounts_only_customers_hold CHECK (kind = 'customer' OR debits_pending = 0),
  CONSTRAINT ledger_accounts_sums_not_negative CHECK (
    debits_posted >= 0 AND credits_posted >= 0 AND debits_pending >= 0),
  CONSTRAINT ledger_accounts_owner CHECK (
    CASE WHEN kind IN ('customer', 'receivable') THEN account_id > 0 AND stripe = 0
         WHEN kind IN ('clearing', 'fees', 'funding') THEN account_id = 0 AND stripe >= 0
         ELSE false END),
  CONSTRAINT ledger_accounts_asset CHECK (length(asset) BETWEEN 3 AND 25)
) WITH (fillfactor = 60);

-- The journal: immutable, double entry. One row names the debited and the credited ledger account,
-- one asset and one amount, so that an unbalanced posting cannot be written down; it has one
-- account_id, so that it cannot name two customers. The kinds 'customer' and 'receivable' are that
-- account's, all others are the house's, of the row's stripe.
CREATE SEQUENCE ledger.transfer_no;

CREATE TABLE ledger.transfers (
  transfer_no bigint NOT NULL DEFAULT nextval('ledger.transfer_no'),
  transfer_id uuid NOT NULL,
  posting_key text NOT NULL,
  leg smallint NOT NULL,
  account_id bigint NOT NULL,
  stripe smallint NOT NULL,
  asset text NOT NULL,
  debit_kind text NOT NULL,
  credit_kind text NOT NULL,
  amount bigint NOT NULL,
  hold_id uuid,
  trd_match_id text,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT transfers_amount_positive CHECK (amount > 0),
  CONSTRAINT transfers_two_accounts CHECK (debit_kind <> credit_kind),
  CONSTRAINT transfers_owner CHECK (
    (account_id > 0) = (debit_kind IN ('customer', 'receivable')
                        OR credit_kind IN ('customer', 'receivable')))
) PARTITION BY RANGE (recorded_at);

COMMENT ON COLUMN ledger.transfers.transfer_no IS 'journal order, per account the order of posting';
COMMENT ON COLUMN ledger.transfers.posting_key IS
  'an execution: <mic>|<tradeDate>|<execId>|<orderId>; an opening: open|<accountId>';
COMMENT ON COLUMN ledger.transfers.leg IS '1, 2 value; 3, 4 charges; 5, 6 shares; even: receivable';

CREATE TABLE ledger.transfers_default PARTITION OF ledger.transfers DEFAULT;
CREATE INDEX transfers_by_account ON ledger.transfers (account_id, recorded_at);

-- (posting_key, leg) is unique for ever, over all partitions: the id is derived from it.
CREATE TABLE ledger.transfer_keys (
  transfer_id uuid NOT NULL,
  CONSTRAINT transfer_keys_pkey PRIMARY KEY (transfer_id)
);

-- What an order reserves; its id is the order's. Open: amount - consumed - released.
CREATE TABLE ledger.holds (
  hold_id uuid NOT NULL,
  account_id bigint NOT NULL,
  asset text NOT NULL,
  amount bigint NOT NULL,
  consumed bigint NOT NULL DEFAULT 0,
  released bigint NOT NULL DEFAULT 0,
  placed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT holds_pkey PRIMARY KEY (hold_id),
  CONSTRAINT holds_amount_positive CHECK (amount > 0),
  CONSTRAINT holds_parts_not_negative CHECK (consumed >= 0 AND released >= 0),
  CONSTRAINT holds_not_exceeded CHECK (consumed + released <= amount)
) WITH (fillfactor = 80);

-- What the shares of an account cost, charges included; written with their transfers.
CREATE TABLE ledger.cost_basis (
  account_id bigint NOT NULL,
  symbol text NOT NULL,
  currency text NOT NULL,
  qty bigint NOT NULL DEFAULT 0,
  cost bigint NOT NULL DEFAULT 0,
  realized_pnl bigint NOT NULL DEFAULT 0,
  CONSTRAINT cost_basis_pkey PRIMARY KEY (account_id, symbol),
  CONSTRAINT cost_basis_not_negative CHECK (qty >= 0 AND cost >= 0),
  CONSTRAINT cost_basis_of_nothing_is_nothing CHECK (qty > 0 OR cost = 0)
) WITH (fillfactor = 80);

-- Everything that happened to an account, numbered without gaps. event_no is the relay's order.
CREATE SEQUENCE ledger.event_no;

CREATE TABLE ledger.account_events (
  event_no bigint NOT NULL DEFAULT nextval('ledger.event_no'),
  account_id bigint NOT NULL,
  seq bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  type text NOT NULL,
  body bytea NOT NULL,
  published boolean NOT NULL DEFAULT false,
  CONSTRAINT account_events_pkey PRIMARY KEY (account_id, seq, recorded_at),
  CONSTRAINT account_events_seq_positive CHECK (seq > 0)
) PARTITION BY RANGE (recorded_at);

CREATE TABLE ledger.account_events_default PARTITION OF ledger.account_events DEFAULT;
CREATE INDEX account_events_unpublished ON ledger.account_events (event_no) WHERE NOT published;

-- What people must look at: repaired by new entries, never by changing old ones.
CREATE TABLE ledger.breaks (
  break_no bigint GENERATED ALWAYS AS IDENTITY,
  account_id bigint NOT NULL,
  kind text NOT NULL,
  posting_key text NOT NULL,
  asset text NOT NULL,
  amount bigint NOT NULL,
  raised_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  resolved_at timestamptz,
  CONSTRAINT breaks_pkey PRIMARY KEY (break_no),
  CONSTRAINT breaks_kind CHECK (kind IN ('beyond_hold', 'receivable'))
);

CREATE INDEX breaks_open ON ledger.breaks (account_id) WHERE resolved_at IS NULL;

-- The journal seen per ledger account: two rows per transfer.
CREATE VIEW ledger.postings AS
SELECT t.transfer_no, t.transfer_id, t.posting_key, t.leg, t.asset, t.trd_match_id, t.recorded_at,
       CASE WHEN side.kind IN ('customer', 'receivable') THEN t.account_id ELSE 0 END AS account_id,
       side.kind,
       CASE WHEN side.kind IN ('customer', 'receivable') THEN 0 ELSE t.stripe END AS stripe,
       side.debit,
       side.credit
FROM ledger.transfers AS t
CROSS JOIN LATERAL (VALUES (t.debit_kind, t.amount, 0::bigint),
                           (t.credit_kind, 0::bigint, t.amount)) AS side (kind, debit, credit);
