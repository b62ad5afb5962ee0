package openbell.gateway;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import openbell.gateway.auth.Passwords;
import openbell.gateway.auth.PgUserStore;
import openbell.gateway.auth.User;
import openbell.model.Addresses;
import openbell.model.Decimals;
import openbell.runtime.Bus;
import openbell.wire.ledger.Funding;
import openbell.wire.ledger.OpenAccountReply;
import openbell.wire.ledger.OpenAccountRequest;
import openbell.wire.ledger.OpeningHolding;

/** The demo's users, with money and some holdings. Making them again changes nothing. */
final class DemoUsers {
  private static final String DOMAIN = "@openbell.test";
  private static final String PASSWORD = "openbell-demo";
  private static final int TRADERS = 5;
  private static final long MILLION = 1_000_000 * Decimals.MONEY_UNITS;

  private final PgUserStore users;
  private final Passwords passwords;
  private final Bus bus;

  DemoUsers(PgUserStore users, Passwords passwords, Bus bus) {
    this.users = users;
    this.passwords = passwords;
    this.bus = bus;
  }

  /** Makes what is missing; fails, to be tried again, while the database or the ledger is away. */
  Future<Void> make() {
    Future<Void> done = Future.succeededFuture();
    for (var user : all()) {
      done = done.compose(before -> add(user));
    }
    for (var accountId = 1L; accountId <= TRADERS; accountId++) {
      var request = account(accountId);
      done =
          done.compose(
              before ->
                  bus.<OpenAccountReply>request(Addresses.LEDGER_OPEN_ACCOUNT, request).mapEmpty());
    }
    return done;
  }

  private Future<Void> add(User user) {
    return users
        .exists(user.email())
        .compose(
            exists ->
                exists
                    ? Future.succeededFuture()
                    : passwords.hash(PASSWORD).compose(hash -> users.add(user, hash)));
  }

  private static List<User> all() {
    var all = new ArrayList<User>();
    LongStream.rangeClosed(1, TRADERS).forEach(id -> all.add(user(id, "trader" + id, "trader")));
    all.add(user(TRADERS + 1, "admin", "admin"));
    all.add(user(TRADERS + 2, "auditor", "auditor"));
    return all;
  }

  private static User user(long id, String name, String role) {
    return new User(id, id, name + DOMAIN, List.of(role));
  }

  private static OpenAccountRequest account(long accountId) {
    return OpenAccountRequest.newBuilder()
        .setAccountId(accountId)
        .addFunding(Funding.newBuilder().setCurrency("INR").setAmount(MILLION))
        .addFunding(Funding.newBuilder().setCurrency("USD").setAmount(MILLION))
        .addHoldings(holding("XNSE:RELIANCE", 100, 2_790, "INR"))
        .addHoldings(holding("XNSE:TCS", 40, 3_610, "INR"))
        .addHoldings(holding("XNSE:INFY", 80, 1_480, "INR"))
        .addHoldings(holding("XNAS:AAPL", 50, 205, "USD"))
        .addHoldings(holding("XNAS:MSFT", 20, 430, "USD"))
        .build();
  }

  private static OpeningHolding holding(String symbol, long qty, long cost, String currency) {
    return OpeningHolding.newBuilder()
        .setSymbol(symbol)
        .setQty(qty)
        .setPx(cost * Decimals.MONEY_UNITS)
        .setCurrency(currency)
        .build();
  }
}
