package openbell.runtime;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the stores are. Read from {@code endpoints.json}, which whoever runs the stores writes. */
public record Endpoints(Postgres postgres, Redis redis, Kafka kafka) {
  /** A Postgres server and its database. */
  public record Postgres(String host, int port, String database, String user, String password) {}

  /** A Redis server; the password may be empty. */
  public record Redis(String host, int port, String password) {}

  /** A Kafka cluster: {@code host:port,...}. */
  public record Kafka(String bootstrap) {}

  /** The endpoints in a file; throws ConfigException with one sentence if it cannot be used. */
  public static Endpoints read(Path file) {
    try {
      return of(new JsonObject(Files.readString(file)));
    } catch (IOException unreadable) {
      throw new ConfigException("The endpoints file " + file + " cannot be read.");
    } catch (DecodeException | ClassCastException | NullPointerException malformed) {
      throw new ConfigException("The endpoints file " + file + " is malformed.");
    }
  }

  private static Endpoints of(JsonObject json) {
    var pg = json.getJsonObject("postgres");
    var redis = json.getJsonObject("redis");
    return new Endpoints(
        new Postgres(
            pg.getString("host"),
            pg.getInteger("port"),
            pg.getString("database"),
            pg.getString("user"),
            pg.getString("password")),
        new Redis(redis.getString("host"), redis.getInteger("port"), redis.getString("password")),
        new Kafka(json.getJsonObject("kafka").getString("bootstrap")));
  }
}
