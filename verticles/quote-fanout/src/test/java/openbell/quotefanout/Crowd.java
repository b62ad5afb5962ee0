package openbell.quotefanout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many clients in a JVM of their own, so that they have its descriptors. They do together what they
 * are told on standard input, and say so when all have done it.
 */
final class Crowd implements AutoCloseable {
  private static final String CONNECT = "connect";
  private static final String READ = "read";
  private static final String BREAK = "break";
  private static final String SUBSCRIBE =
      "{\"action\":\"subscribe\",\"symbols\":[\"M&M\"],\"mode\":\"ltp\"}";

  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;

  private Crowd(Process process) {
    this.process = process;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** So many clients of a server; not connected yet. */
  static Crowd of(int clients, int port) throws IOException {
    return new Crowd(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Crowd.class.getName(),
                String.valueOf(port),
                String.valueOf(clients))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** All connect and subscribe. */
  void connect() throws IOException {
    tell(CONNECT);
  }

  /** Each has read its snapshot. */
  void read() throws IOException {
    tell(READ);
  }

  /** All end their connections without a word. */
  void breakAway() throws IOException {
    tell(BREAK);
  }

  private void tell(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
    var answer = answers.readLine();
    if (!command.equals(answer)) {
      throw new IOException("the crowd said " + answer + ", not " + command);
    }
  }

  @Override
  public void close() throws IOException {
    commands.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** Arguments: the server's port, how many clients. Ends when its input does. */
  public static void main(String[] args) throws IOException {
    var port = Integer.parseInt(args[0]);
    var count = Integer.parseInt(args[1]);
    var clients = new ArrayList<PlainSocket>(count);
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        switch (line) {
          case CONNECT -> connect(port, count, clients);
          case READ -> read(clients);
          case BREAK -> breakAway(clients);
          default -> throw new IllegalArgumentException(line);
        }
        System.out.println(line);
      }
    }
  }

  private static void connect(int port, int count, List<PlainSocket> clients) throws IOException {
    for (var i = 0; i < count; i++) {
      var client = PlainSocket.connect(port);
      client.askForUpgrade("/ws/v1");
      clients.add(client);
    }
    for (var client : clients) {
      client.awaitUpgrade();
      client.send(SUBSCRIBE);
    }
  }

  private static void read(List<PlainSocket> clients) {
    for (var client : clients) {
      try {
        client.framesUntil("snapshot");
      } catch (IOException notServed) {
        throw new UncheckedIOException("a client without a snapshot", notServed);
      }
    }
  }

  private static void breakAway(List<PlainSocket> clients) throws IOException {
    for (var client : clients) {
      client.reset();
    }
    clients.clear();
  }
}
