package openbell.feedhandler.domain;

/** What the decoder says of one line: fit, or the first thing that is wrong with it. */
public enum LobsterSyntax {
  VALID("is valid"),
  FIELD_COUNT("does not have the six fields time, type, order id, size, price, direction"),
  TIME("has a time that is no seconds.nanoseconds within a day"),
  TYPE("has a type that is not 1 to 7"),
  ORDER_ID("has an order id that is no whole number"),
  SIZE("has a size that is no whole number from 1 to 10,000,000,000"),
  PRICE("has a price that is no positive whole number of 1/10,000"),
  DIRECTION("has a direction that is neither 1 nor -1");

  private final String sentence;

  LobsterSyntax(String sentence) {
    this.sentence = sentence;
  }

  /** What is wrong, to stand after "line 17". */
  public String sentence() {
    return sentence;
  }
}
