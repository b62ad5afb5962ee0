package openbell.benchmarks.orders;

import java.util.List;

/**
 * Who places orders.
 *
 * @param token a bearer token of a session that lives longer than the bench
 * @param symbols those that the account holds shares of, the first of which its socket may watch
 */
record Customer(long accountId, String token, List<String> symbols) {}
