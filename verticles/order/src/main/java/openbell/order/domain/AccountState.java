package openbell.order.domain;

import java.util.List;
import java.util.stream.Stream;
import openbell.model.Side;

/** An account's flags, read under its lock. {@code closeOnly}: it may only sell what it has. */
public record AccountState(boolean closeOnly, boolean blocked) {
  static final Refusal BLOCKED =
      Refusal.of("risk.account_blocked", "The account is blocked for new orders.");
  static final Refusal CLOSE_ONLY =
      Refusal.of("risk.account_close_only", "The account may only sell.");

  /** The status of an answer that tells them. */
  static final int LOCKED = 423;

  /** What its flags say against an order of a side. */
  List<Refusal> refusals(Side side) {
    return Stream.concat(
            blocked ? Stream.of(BLOCKED) : Stream.empty(),
            closeOnly && side == Side.BUY ? Stream.of(CLOSE_ONLY) : Stream.empty())
        .toList();
  }
}
