package openbell.embedded;

/** A server program that this module runs as a child process. */
public enum Store {
  POSTGRES("PostgreSQL", "postgres", 20_000),
  REDIS("Redis", "redis", 24_000),
  KAFKA("Kafka", "kafka", 28_000);

  private final String title;
  private final String key;
  private final int firstFreePort;

  Store(String title, String key, int firstFreePort) {
    this.title = title;
    this.key = key;
    this.firstFreePort = firstFreePort;
  }

  /** The product's name as people write it. */
  public String title() {
    return title;
  }

  /** The name in configuration keys, folders and log files: {@code <key>.port}. */
  public String key() {
    return key;
  }

  /** Where its search for a free port begins: two stores of one start never choose the same. */
  int firstFreePort() {
    return firstFreePort;
  }
}
