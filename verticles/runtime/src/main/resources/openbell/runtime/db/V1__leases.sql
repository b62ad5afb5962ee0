-- Ownership of what must be single. Every write of an owner reads its row FOR SHARE with its epoch.
CREATE TABLE leases (
  name text PRIMARY KEY,
  owner text NOT NULL,
  epoch bigint NOT NULL CHECK (epoch > 0),
  expires_at timestamptz NOT NULL
);
