package openbell.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A short command, run to its end: its exit code and what it printed. */
record Command(int exitCode, String output) {

  static Command run(Path folder, List<String> words) throws IOException {
    return run(folder, words, "");
  }

  /** Runs with the text as standard input; output and errors come back together. */
  static Command run(Path folder, List<String> words, String input) throws IOException {
    var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    ChildProcess.cleanEnvironment(builder);
    var process = builder.start();
    try {
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Command(process.waitFor(), output.strip());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + words.getFirst(), e);
    }
  }

  /** True where the command exists and ends with exit code 0. */
  static boolean succeeds(String... words) {
    try {
      return run(Path.of("/"), List.of(words)).ok();
    } catch (IOException e) {
      return false;
    }
  }

  boolean ok() {
    return exitCode == 0;
  }

  /** Throws, with the last line of the output, where the command failed. */
  void requireOk() throws IOException {
    if (!ok()) {
      throw new IOException(
          StoresException.saysDiskFull(output) ? output : new LogTail(output).tellingLine());
    }
  }
}
