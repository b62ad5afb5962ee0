package openbell.model;

/** The Redis keys (CONTRACT.md, section 4). Redis holds only what can be rebuilt. */
public final class RedisKeys {
  private RedisKeys() {}

  /** {@link SnapshotValue} of a Quote. */
  public static String bbo(String symbol) {
    return "quote:bbo:{" + symbol + "}";
  }

  /** {@link SnapshotValue} of a Depth. */
  public static String depth(String symbol) {
    return "quote:depth:{" + symbol + "}";
  }

  /** Session of an access token's id. */
  public static String session(String sessionId) {
    return "gateway:session:{" + sessionId + "}";
  }

  /** Ticket for one stream, by its SHA-256. */
  public static String ticket(String hash) {
    return "gateway:ticket:{" + hash + "}";
  }

  /** Token bucket of an account. */
  public static String rate(String account, String bucket) {
    return "gateway:rate:{" + account + "}:" + bucket;
  }
}
