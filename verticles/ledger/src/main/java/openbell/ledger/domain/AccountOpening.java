package openbell.ledger.domain;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import openbell.model.Notional;
import openbell.model.Symbol;

/**
 * The command to open an account with cash and holdings. Immutable; only valid ones exist.
 *
 * @param accountId greater than zero
 * @param deposits at most one per currency
 * @param holdings at most one per symbol
 */
public record AccountOpening(long accountId, List<Deposit> deposits, List<Holding> holdings) {
  private static final int MAX_LINES = 1_000;
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  /** Cash, 1/10,000, greater than zero. */
  public record Deposit(String currency, long amount) {
    public Deposit {
      require(CURRENCY.matcher(currency).matches(), "not a currency (ISO 4217): " + currency);
      require(amount > 0, "a deposit is greater than zero, not " + amount);
    }
  }

  /** Shares, whole units, greater than zero, and what all of them cost in a currency, 1/10,000. */
  public record Holding(Symbol symbol, long qty, long cost, String currency) {
    public Holding {
      require(CURRENCY.matcher(currency).matches(), "not a currency (ISO 4217): " + currency);
      require(qty > 0, "a holding is greater than zero, not " + qty);
      require(cost >= 0, "a cost is not negative: " + cost);
    }

    /** A holding of so many shares at a price each; the whole cost is checked in 128 bits. */
    public static Holding at(Symbol symbol, long qty, long px, String currency) {
      return new Holding(symbol, qty, Notional.of(px, qty), currency);
    }
  }

  public AccountOpening {
    deposits = List.copyOf(deposits);
    holdings = List.copyOf(holdings);
    require(accountId > 0, "an account id is greater than zero, not " + accountId);
    require(deposits.size() + holdings.size() <= MAX_LINES, "an opening of too many lines");
    var assets = new HashSet<String>();
    deposits.forEach(each -> require(assets.add(each.currency()), "twice: " + each.currency()));
    holdings.forEach(each -> require(assets.add(each.symbol().toString()), "twice: " + each));
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
