-- How a transition came about, for people: written with it, never changed, looked at by no decision.
-- Each is absent where it is unknown. Times are by the clock of who did it.
ALTER TABLE orders.order_transitions
  -- The gateway had admitted the request.
  ADD COLUMN received_at timestamptz,
  -- The venue's log had the command; its engine took it up; it had decided.
  ADD COLUMN logged_at timestamptz,
  ADD COLUMN dequeued_at timestamptz,
  ADD COLUMN decided_at timestamptz,
  -- openbell.risk.v1.RuleInputs, openbell.venue.v1.Arrival.
  ADD COLUMN rule_inputs bytea,
  ADD COLUMN arrival bytea,
  ADD CONSTRAINT order_transitions_evidence_bounded CHECK (
    octet_length(rule_inputs) <= 512 AND octet_length(arrival) <= 512);
