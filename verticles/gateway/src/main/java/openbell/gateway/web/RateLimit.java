package openbell.gateway.web;

/**
 * How much of a bucket is left (IETF draft: RateLimit header fields).
 *
 * @param policy the bucket's name
 * @param limit its size, refilled evenly over a minute
 * @param remaining whole requests that are left
 * @param resetSeconds until the bucket is full again
 */
public record RateLimit(
    boolean allowed, String policy, long limit, long remaining, long resetSeconds) {
  static final int WINDOW_SECONDS = 60;

  String policyHeader() {
    return '"' + policy + "\";q=" + limit + ";w=" + WINDOW_SECONDS;
  }

  String limitHeader() {
    return '"' + policy + "\";r=" + remaining + ";t=" + resetSeconds;
  }
}
