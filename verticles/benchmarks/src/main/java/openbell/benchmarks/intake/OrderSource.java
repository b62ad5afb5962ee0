package openbell.benchmarks.intake;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import openbell.wire.common.OrdType;
import openbell.wire.common.Product;
import openbell.wire.common.Side;
import openbell.wire.common.TimeInForce;
import openbell.wire.order.PlaceOrderRequest;
import openbell.wire.reference.Instrument;

/**
 * The orders both contenders take: limit buys of one share, by accounts and of symbols at random,
 * each with a key of its own. Every one of them is good. Used by one thread.
 */
final class OrderSource {
  static final int ACCOUNTS = 5_000;

  /** 1/10,000 INR for each account: more than all its orders hold. */
  static final long CASH = 10_000_000_000_000L;

  static final String CURRENCY = "INR";
  static final long PX = 28_500_000;
  static final int TICK = 500;
  static final int PARTITIONS = 4;

  private static final int SYMBOLS = 200;

  private final Random random = new Random(1);
  private final String run;
  private long number;

  /**
   * A source.
   *
   * @param run makes the keys of two sources differ
   */
  OrderSource(String run) {
    this.run = run;
  }

  /** The listings. */
  static List<Instrument> listings() {
    var listings = new ArrayList<Instrument>();
    for (var i = 0; i < SYMBOLS; i++) {
      listings.add(
          Instrument.newBuilder()
              .setSymbol(symbol(i))
              .setCurrency(CURRENCY)
              .setTickSize(TICK)
              .setRoundLot(1)
              .setPreviousClosePx(PX)
              .setPriceBandBps(2_000)
              .setMaxOrderQty(100_000)
              .setVenuePartition(i % PARTITIONS)
              .setPrimaryListing(true)
              .setTradable(true)
              .build());
    }
    return listings;
  }

  private static String symbol(int number) {
    return "XNSE:SYM%03d".formatted(number);
  }

  PlaceOrderRequest next() {
    number++;
    var account = 1 + random.nextInt(ACCOUNTS);
    return PlaceOrderRequest.newBuilder()
        .setAccountId(account)
        .setUserId(account)
        .setIdempotencyKey(run + "-" + number)
        .setRequestHash(hash())
        .setSymbol(symbol(random.nextInt(SYMBOLS)))
        .setSide(Side.SIDE_BUY)
        .setOrdType(OrdType.ORD_TYPE_LIMIT)
        .setTimeInForce(TimeInForce.TIME_IN_FORCE_DAY)
        .setProduct(Product.PRODUCT_DELIVERY)
        .setOrderQty(1)
        .setPrice(PX - TICK * (long) random.nextInt(100))
        .build();
  }

  /** As long as a SHA-256, and as different. */
  private ByteString hash() {
    return ByteString.copyFrom(
        ByteBuffer.allocate(32).putLong(random.nextLong()).putLong(number).array());
  }
}
