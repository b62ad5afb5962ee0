package openbell.risk.domain;

/** Whom a limit binds: an account's replaces the global one, a symbol's bounds it further. */
public enum LimitScope {
  GLOBAL,
  ACCOUNT,
  SYMBOL
}
