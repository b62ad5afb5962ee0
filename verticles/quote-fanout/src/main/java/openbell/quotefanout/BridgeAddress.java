package openbell.quotefanout;

import java.util.Map;
import java.util.Optional;
import openbell.quotefanout.domain.Subject;

/** The closed list of addresses a bridge client may name (CONTRACT.md, section 3). */
sealed interface BridgeAddress {
  /** Outbound: quotes, depth or trades of a symbol, by the name that was registered. */
  record Market(Subject subject, String name) implements BridgeAddress {}

  /** Outbound: an account's events. */
  record AccountEvents(String accountId) implements BridgeAddress {}

  /** Outbound: a beat each second. */
  record Heartbeat() implements BridgeAddress {}

  /** Outbound: what the operator or the node has to say. */
  record Notice() implements BridgeAddress {}

  /** Inbound: a command that the gateway runs. */
  record Api(String operation) implements BridgeAddress {}

  /** Inbound: a newer token. */
  record Renew() implements BridgeAddress {}

  Map<String, String> OPERATIONS =
      Map.of(
          "api.orders.place", "orders.place",
          "api.orders.modify", "orders.modify",
          "api.orders.cancel", "orders.cancel",
          "api.quotes.snapshot", "quotes.snapshot",
          "api.instruments.search", "instruments.search");

  /** The address that a client means, empty for everything else: denied by default. */
  static Optional<BridgeAddress> parse(String text) {
    var subject = Subject.ofAddress(text);
    if (subject.isPresent()) {
      var name = text.substring(subject.get().prefix().length());
      return Optional.of(new Market(subject.get(), name));
    }
    if (text.startsWith("account.") && text.endsWith(".events") && text.length() > 15) {
      return Optional.of(new AccountEvents(text.substring("account.".length(), text.length() - 7)));
    }
    if (OPERATIONS.containsKey(text)) {
      return Optional.of(new Api(OPERATIONS.get(text)));
    }
    return switch (text) {
      case "system.heartbeat" -> Optional.of(new Heartbeat());
      case "system.notice" -> Optional.of(new Notice());
      case "api.session.renew" -> Optional.of(new Renew());
      default -> Optional.empty();
    };
  }
}
