package openbell.embedded;

/** A server program that this module runs as a child process. */
public enum Store {
  POSTGRES("PostgreSQL", "postgres"),
  REDIS("Redis", "redis"),
  KAFKA("Kafka", "kafka");

  private final String title;
  private final String key;

  Store(String title, String key) {
    this.title = title;
    this.key = key;
  }

  /** The product's name as people write it. */
  public String title() {
    return title;
  }

  /** The name in configuration keys, folders and log files: {@code <key>.port}. */
  public String key() {
    return key;
  }
}
