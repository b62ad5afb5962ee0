package openbell.gateway.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import openbell.gateway.auth.Caller;
import openbell.gateway.web.Fields;
import openbell.gateway.web.Problem;
import openbell.wire.order.ListOrdersRequest;

/**
 * The query of {@code GET /orders}, read strictly. The symbol is still as the client wrote it.
 *
 * @param problem what is wrong; then {@code request} is of no use
 */
record OrderListForm(Optional<Problem> problem, ListOrdersRequest request) {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern CURSOR = Pattern.compile("[\\x21-\\x7E]{1,256}");
  private static final int MAX_LIMIT = 500;

  static OrderListForm read(Caller caller, Fields query) {
    var request =
        ListOrdersRequest.newBuilder()
            .setAccountId(caller.accountId())
            .setSymbol(query.text("symbol", 32).orElse(""))
            .setLimit((int) query.integer("limit", 100, 1, MAX_LIMIT))
            .setFrom(time(query, "from", 0))
            .setTo(time(query, "to", 1));
    query.text("status", 256).ifPresent(words -> readStatuses(query, words, request));
    query.text("cursor", 256).ifPresent(cursor -> readCursor(query, cursor, request));
    return new OrderListForm(query.problem(), request.build());
  }

  private static void readStatuses(Fields query, String words, ListOrdersRequest.Builder request) {
    for (var word : words.split(",", -1)) {
      var status = ApiWords.STATUSES.get(word);
      if (status == null) {
        query.fault("status", "request.invalid_value", "There is no such status.");
      } else if (!request.getStatusesList().contains(status.wire())) {
        request.addStatuses(status.wire());
      }
    }
  }

  private static void readCursor(Fields query, String cursor, ListOrdersRequest.Builder request) {
    if (CURSOR.matcher(cursor).matches()) {
      request.setCursor(cursor);
    } else {
      query.fault("cursor", "request.invalid_value", "This is no cursor of ours.");
    }
  }

  /** Microseconds of a time or of the start of a date (UTC) and so many days later; 0 if absent. */
  static long time(Fields query, String name, int daysLater) {
    var text = query.text(name, 40);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      var instant =
          DATE.matcher(text.get()).matches()
              ? LocalDate.parse(text.get())
                  .plusDays(daysLater)
                  .atStartOfDay()
                  .toInstant(ZoneOffset.UTC)
              : Instant.parse(text.get());
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    } catch (DateTimeException | ArithmeticException malformed) {
      query.fault(name, "request.invalid_value", name + " is a date or an RFC 3339 time.");
      return 0;
    }
  }
}
