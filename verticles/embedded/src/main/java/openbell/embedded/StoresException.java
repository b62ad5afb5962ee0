package openbell.embedded;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;

/** A start that failed. The message is one sentence for the person at the terminal. */
public final class StoresException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /** How the C library says ENOSPC, and Postgres a write that was cut short by it. */
  private static final List<String> NO_SPACE =
      List.of("No space left on device", "Check free disk space");

  StoresException(String sentence) {
    super(sentence);
  }

  StoresException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  static StoresException diskFull(Path folder) {
    return new StoresException(
        "The disk that holds " + folder + " is full: free some space or choose another data.dir.");
  }

  static StoresException unwritable(Path folder, IOException cause) {
    return saysDiskFull(cause.getMessage())
        ? diskFull(folder)
        : new StoresException(
            "The data folder "
                + folder
                + " cannot be written ("
                + reason(cause)
                + "): choose another data.dir.",
            cause);
  }

  static StoresException failedStart(Store store, Path folder, IOException cause) {
    return saysDiskFull(cause.getMessage())
        ? diskFull(folder)
        : new StoresException(store.title() + " did not start: " + reason(cause) + ".", cause);
  }

  static boolean saysDiskFull(String text) {
    return text != null && NO_SPACE.stream().anyMatch(text::contains);
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case FileSystemException e when e.getReason() == null ->
          e.getClass().getSimpleName().replace("Exception", "") + " " + e.getFile();
      case FileSystemException e -> e.getFile() + ": " + e.getReason();
      default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
    };
  }
}
