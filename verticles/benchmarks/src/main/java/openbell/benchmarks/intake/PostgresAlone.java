package openbell.benchmarks.intake;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import openbell.runtime.Endpoints;

/** The endpoints of stores of which only Postgres runs; nobody listens at the others'. */
final class PostgresAlone {
  private PostgresAlone() {}

  /** Reads the file that the stores wrote. */
  static Endpoints read(Path file) {
    try {
      var postgres = new JsonObject(Files.readString(file)).getJsonObject("postgres");
      return new Endpoints(
          new Endpoints.Postgres(
              postgres.getString("host"),
              postgres.getInteger("port"),
              postgres.getString("database"),
              postgres.getString("user"),
              postgres.getString("password")),
          new Endpoints.Redis("127.0.0.1", 1, ""),
          new Endpoints.Kafka("127.0.0.1:1"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the stores have ended", unreadable);
    }
  }
}
