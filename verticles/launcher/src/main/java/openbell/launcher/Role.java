package openbell.launcher;

import io.vertx.core.Deployable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import openbell.exchangesimulator.ExchangeSimulatorVerticle;
import openbell.feedhandler.FeedHandlerVerticle;
import openbell.gateway.Gateway;
import openbell.gateway.GatewayVerticle;
import openbell.ledger.LedgerVerticle;
import openbell.order.OrderVerticle;
import openbell.quotefanout.QuoteFanout;
import openbell.risk.RiskVerticle;
import openbell.runtime.ConfigException;
import openbell.runtime.HttpMount;
import openbell.runtime.Node;
import openbell.search.SearchVerticle;
import openbell.venue.VenueVerticle;

/** What a process can be asked to run, in the order in which it starts. */
enum Role {
  STORES("stores"),
  LEDGER("ledger"),
  RISK("risk"),
  ORDER("order"),
  VENUE("venue"),
  FEED_HANDLER("feed-handler"),
  SEARCH("search"),
  GATEWAY("gateway"),
  QUOTE_FANOUT("quote-fanout"),
  EXCHANGE_SIMULATOR("exchange-simulator");

  private final String text;

  Role(String text) {
    this.text = text;
  }

  /** The roles of a configuration's list; throws ConfigException for a name that is none. */
  static Set<Role> parse(List<String> names) {
    var roles = EnumSet.noneOf(Role.class);
    for (var name : names) {
      roles.add(
          Stream.of(values())
              .filter(role -> role.text.equals(name))
              .findFirst()
              .orElseThrow(() -> new ConfigException(unknown(name))));
    }
    if (roles.isEmpty()) {
      throw new ConfigException("No role is named; known are " + known() + ".");
    }
    return roles;
  }

  /** The verticles of this role on a node, in the order in which they are deployed. */
  List<Deployable> verticles(Node node) {
    return switch (this) {
      case STORES, QUOTE_FANOUT -> List.of();
      case LEDGER -> List.of(new LedgerVerticle(node));
      case RISK -> List.of(new RiskVerticle(node));
      case ORDER -> List.of(new OrderVerticle(node));
      case VENUE -> List.of(new VenueVerticle(node));
      case FEED_HANDLER -> List.of(new FeedHandlerVerticle(node));
      case SEARCH -> List.of(new SearchVerticle(node));
      case GATEWAY -> List.of(new GatewayVerticle(node));
      case EXCHANGE_SIMULATOR -> List.of(new ExchangeSimulatorVerticle(node));
    };
  }

  /** The parts of the HTTP server that roles bring, streams first. */
  static List<HttpMount.Factory> mounts(Set<Role> roles, Node node) {
    var mounts = new ArrayList<HttpMount.Factory>();
    if (roles.contains(QUOTE_FANOUT)) {
      mounts.add(QuoteFanout.mounts(node));
    }
    if (roles.contains(GATEWAY)) {
      mounts.add(Gateway.mounts(node));
    }
    return mounts;
  }

  private static String unknown(String name) {
    return "The role " + name + " is unknown; known are " + known() + ".";
  }

  private static String known() {
    return Stream.of(values()).map(role -> role.text).collect(Collectors.joining(", "));
  }
}
