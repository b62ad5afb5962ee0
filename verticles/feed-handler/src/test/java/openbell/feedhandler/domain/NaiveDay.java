package openbell.feedhandler.domain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A symbol's figures as a list of its trades tells them: recomputed whenever they are asked for.
 */
final class NaiveDay {
  private record Print(long date, BigInteger px, BigInteger qty) {}

  private final List<Print> prints = new ArrayList<>();
  private long listedClosePx;
  private long lastPxBefore;

  NaiveDay(long listedClosePx) {
    this.listedClosePx = listedClosePx;
  }

  void trade(long date, long px, long qty) {
    prints.add(new Print(date, BigInteger.valueOf(px), BigInteger.valueOf(qty)));
  }

  /**
   * A restart knows the average of the day, rounded down, and no longer its trades; on a later date
   * than that of the last trade it knows the close alone.
   */
  void restart(long today) {
    if (prints.isEmpty()) {
      return;
    }
    var date = date();
    var framing = List.of(openPx(), highPx(), lowPx());
    var average = vwapPx();
    var volume = volume();
    var last = lastPx();
    listedClosePx = date == today ? previousClosePx() : last;
    lastPxBefore = last;
    prints.clear();
    if (date == today) {
      framing.forEach(px -> trade(date, px, 0));
      trade(date, average, volume);
      trade(date, last, 0);
    }
  }

  long date() {
    return prints.isEmpty() ? Long.MIN_VALUE : prints.getLast().date();
  }

  long lastPx() {
    return prints.isEmpty() ? lastPxBefore : prints.getLast().px().longValueExact();
  }

  long openPx() {
    return today().isEmpty() ? 0 : today().getFirst().px().longValueExact();
  }

  long highPx() {
    return today().stream()
        .map(Print::px)
        .reduce(BigInteger.ZERO, BigInteger::max)
        .longValueExact();
  }

  long lowPx() {
    return today().stream()
        .map(Print::px)
        .reduce(BigInteger::min)
        .map(BigInteger::longValueExact)
        .orElse(0L);
  }

  long volume() {
    return volumeOf(today()).longValueExact();
  }

  /** The last price of the newest earlier date, else what the listing says. */
  long previousClosePx() {
    return prints.stream()
        .filter(print -> print.date() != date())
        .reduce((first, second) -> second)
        .map(print -> print.px().longValueExact())
        .orElse(listedClosePx);
  }

  long vwapPx() {
    return average(today());
  }

  /** Over several venues: those that traded on the newest date. */
  static long consolidatedVwapPx(List<NaiveDay> venues) {
    if (venues.size() < 2) {
      return 0;
    }
    var newest = venues.stream().mapToLong(NaiveDay::date).max().orElseThrow();
    return average(
        venues.stream()
            .filter(venue -> venue.date() == newest)
            .flatMap(venue -> venue.today().stream())
            .toList());
  }

  private List<Print> today() {
    return prints.stream().filter(print -> print.date() == date()).toList();
  }

  private static long average(List<Print> prints) {
    var volume = volumeOf(prints);
    return volume.signum() == 0
        ? 0
        : prints.stream()
            .map(print -> print.px().multiply(print.qty()))
            .reduce(BigInteger.ZERO, BigInteger::add)
            .divide(volume)
            .longValueExact();
  }

  private static BigInteger volumeOf(List<Print> prints) {
    return prints.stream().map(Print::qty).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
