package openbell.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;

/** Writes {@code endpoints.json}: how other processes of this machine find the servers. */
final class EndpointsFile {
  private EndpointsFile() {}

  /** Replaces the file at once, mode 0600, naming the running stores only. */
  static void write(Path file, StoreEndpoints endpoints, Set<Store> running) throws IOException {
    FileTree.writePrivate(file, json(ProcessHandle.current().pid(), endpoints, running));
  }

  static String json(long pid, StoreEndpoints endpoints, Set<Store> running) {
    var members = new ArrayList<String>();
    members.add("\"pid\":" + pid);
    if (running.contains(Store.POSTGRES)) {
      var postgres = endpoints.postgres();
      members.add(
          "\"postgres\":{\"host\":%s,\"port\":%d,\"database\":%s,\"user\":%s,\"password\":%s}"
              .formatted(
                  quote(postgres.host()),
                  postgres.port(),
                  quote(postgres.database()),
                  quote(postgres.user()),
                  quote(postgres.password())));
    }
    if (running.contains(Store.REDIS)) {
      var redis = endpoints.redis();
      members.add(
          "\"redis\":{\"host\":%s,\"port\":%d,\"password\":%s}"
              .formatted(quote(redis.host()), redis.port(), quote(redis.password())));
    }
    if (running.contains(Store.KAFKA)) {
      members.add("\"kafka\":{\"bootstrap\":%s}".formatted(quote(endpoints.kafka().bootstrap())));
    }
    return "{" + String.join(",", members) + "}\n";
  }

  /** A JSON string (RFC 8259 section 7). */
  static String quote(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
