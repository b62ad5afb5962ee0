package openbell.model;

/**
 * What names a report or a trade of the venue: {@code <partition>-<offset>-<index>}, the record of
 * the log that caused it and how many of its kind that record caused before. A replay names it the
 * same again.
 */
public final class ExecId {
  private ExecId() {}

  /** The text of a name. */
  public static String of(int partition, long offset, int index) {
    return partition + "-" + offset + "-" + index;
  }

  /**
   * The offset of the record that caused it.
   *
   * @throws IllegalArgumentException where the text names no report of a venue's
   */
  public static long offset(String execId) {
    int from = execId.indexOf('-') + 1;
    int to = execId.lastIndexOf('-');
    if (from <= 0 || to <= from) {
      throw new IllegalArgumentException("no execution id of a venue: " + execId);
    }
    return Long.parseLong(execId, from, to, 10);
  }
}
