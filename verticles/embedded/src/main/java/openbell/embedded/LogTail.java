package openbell.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a server's log, read to say why it failed. */
record LogTail(String text) {
  private static final int LONGEST = 16 << 10;

  /** The last 16 KiB; empty where there is no log. */
  static LogTail read(Path log) throws IOException {
    if (!Files.exists(log)) {
      return new LogTail("");
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      var bytes = new byte[(int) Math.min(LONGEST, file.length())];
      file.seek(file.length() - bytes.length);
      file.readFully(bytes);
      return new LogTail(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** The line most likely to name the cause: the last error, else the last line. */
  String tellingLine() {
    var telling = "";
    var last = "";
    for (var line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      if (!line.startsWith("at ")) {
        last = line;
      }
      if (line.contains("FATAL") || line.contains("ERROR") || line.contains("PANIC")) {
        telling = line;
      }
    }
    var chosen = telling.isEmpty() ? last : telling;
    return chosen.isEmpty() ? "it said nothing" : chosen;
  }
}
