package openbell.embedded;

/**
 * Where the servers listen and how to log in. A server that was not asked for keeps the address it
 * would have.
 *
 * <p>The passwords are in the accessors, never in {@code toString}.
 */
public record StoreEndpoints(Postgres postgres, Redis redis, Kafka kafka) {
  static final String LOOPBACK = "127.0.0.1";

  /** The database, its owner and the owner's password. */
  public record Postgres(String host, int port, String database, String user, String password) {
    /** The JDBC address, without user and password. */
    public String jdbcUrl() {
      return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    @Override
    public String toString() {
      return "postgres " + user + "@" + host + ":" + port + "/" + database;
    }
  }

  /** The server and the password of its default user. */
  public record Redis(String host, int port, String password) {
    @Override
    public String toString() {
      return "redis " + host + ":" + port;
    }
  }

  /** The broker's {@code bootstrap.servers}. */
  public record Kafka(String bootstrap) {
    @Override
    public String toString() {
      return "kafka " + bootstrap;
    }
  }
}
