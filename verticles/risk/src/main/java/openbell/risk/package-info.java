/** Pre-trade checks: every rule that does not depend on an account's balance, for one batch. */
package openbell.risk;
