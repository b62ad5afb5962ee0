package openbell.feedhandler.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import openbell.feedhandler.domain.LobsterBook;
import openbell.feedhandler.domain.LobsterDecoder;
import openbell.feedhandler.domain.LobsterMessage;
import openbell.feedhandler.domain.LobsterSyntax;

/**
 * A LOBSTER recording: a message file (csv), or a zip that holds one, with or without its order
 * book file. Read as a stream, in bounded memory. Blocking; for one thread at a time.
 */
public final class LobsterFile implements AutoCloseable {
  private static final Pattern LEVELS = Pattern.compile("_message_(\\d{1,4})\\.csv$");
  private static final int DEFAULT_LEVELS = 1_000;

  private final Path file;
  private final ZipFile zip;
  private final String entry;
  private final LineReader lines;
  private final LobsterDecoder decoder = new LobsterDecoder();
  private long lastNanos;
  private ReplayException failure;

  private LobsterFile(Path file, ZipFile zip, String entry, InputStream in) {
    this.file = file;
    this.zip = zip;
    this.entry = entry;
    this.lines = new LineReader(in);
  }

  /**
   * Opens a recording.
   *
   * @throws ReplayException if it is not there, not readable, or holds no message file
   */
  public static LobsterFile open(Path file) throws ReplayException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new ReplayException("The replay file " + file + " is not there or not readable.");
    }
    try {
      return file.toString().endsWith(".zip")
          ? openZip(file)
          : new LobsterFile(file, null, file.getFileName().toString(), Files.newInputStream(file));
    } catch (IOException unreadable) {
      throw new ReplayException(
          "The replay file " + file + " cannot be read: " + unreadable.getMessage() + ".",
          unreadable);
    }
  }

  // The stream is the zip's and ends with it: close().
  @SuppressWarnings("resource")
  private static LobsterFile openZip(Path file) throws IOException, ReplayException {
    var zip = new ZipFile(file.toFile());
    var messages = find(zip, name -> name.contains("message") && name.endsWith(".csv"));
    if (messages == null) {
      zip.close();
      throw new ReplayException("The replay file " + file + " holds no LOBSTER message file.");
    }
    return new LobsterFile(file, zip, messages.getName(), zip.getInputStream(messages));
  }

  private static ZipEntry find(ZipFile zip, Predicate<String> named) {
    return zip.stream().filter(each -> named.test(each.getName())).findFirst().orElse(null);
  }

  /** An empty book with the levels that the file's name says it covers. */
  public LobsterBook newBook() {
    return new LobsterBook(levels().orElse(DEFAULT_LEVELS));
  }

  private OptionalInt levels() {
    var matcher = LEVELS.matcher(entry);
    return matcher.find() && Integer.parseInt(matcher.group(1)) > 0
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /**
   * Fills a book with the first row of the order book file, which is the book after the first
   * message: the book does not apply that one again. False, and the book unchanged, where the
   * recording holds none.
   *
   * @throws ReplayException if that row is malformed
   */
  public boolean seed(LobsterBook book) throws ReplayException {
    var books = zip == null ? null : find(zip, name -> name.contains("orderbook"));
    if (books == null) {
      return false;
    }
    try (var rows = LobsterBookRows.of(zip.getInputStream(books))) {
      if (!rows.next()) {
        return false;
      }
      rows.seed(book);
      book.skipNext();
      return true;
    } catch (IOException | IllegalArgumentException malformed) {
      throw new ReplayException(
          "The order book file " + books.getName() + " in " + file + " has a malformed first row.",
          malformed);
    }
  }

  /**
   * Reads the next message; false at the end of the file.
   *
   * @throws ReplayException if the file is cut off or corrupt; it names the line
   */
  public boolean next(LobsterMessage into) throws ReplayException {
    try {
      if (!lines.next()) {
        return false;
      }
    } catch (IOException broken) {
      throw new ReplayException(
          at(lines.number() + 1) + " cannot be read: the file is cut off or corrupt.", broken);
    }
    var syntax = decoder.decode(lines.bytes(), lines.from(), lines.to(), into);
    if (syntax != LobsterSyntax.VALID) {
      throw new ReplayException(at(lines.number()) + " " + syntax.sentence() + ".");
    }
    if (into.timeNanos() < lastNanos) {
      throw new ReplayException(at(lines.number()) + " is earlier than the line before it.");
    }
    lastNanos = into.timeNanos();
    return true;
  }

  /**
   * Reads the next messages into a block and says how many; 0 at the end of the file. What stands
   * before a line that cannot be read is given out first.
   *
   * @throws ReplayException as {@link #next}
   */
  public int read(LobsterMessage[] block) throws ReplayException {
    var count = 0;
    if (failure != null) {
      throw failure;
    }
    try {
      while (count < block.length && next(block[count])) {
        count++;
      }
    } catch (ReplayException unreadable) {
      failure = unreadable;
      if (count == 0) {
        throw unreadable;
      }
    }
    return count;
  }

  /** How many lines were read. */
  public long lines() {
    return lines.number();
  }

  private String at(long line) {
    return "Line " + line + " of " + entry + (zip == null ? "" : " in " + file.getFileName());
  }

  @Override
  public void close() throws IOException {
    lines.close();
    if (zip != null) {
      zip.close();
    }
  }
}
