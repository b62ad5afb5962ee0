package openbell.feedhandler.domain;

import openbell.model.Side;

/**
 * One row of a LOBSTER message file (lobsterdata.com: "LOBSTER output"). One object is filled anew
 * for each row; whoever keeps a row copies it.
 */
public final class LobsterMessage {
  /** What happened, the file's second column. */
  public enum Type {
    /** 1: a new limit order. */
    NEW,
    /** 2: part of a limit order is taken back. */
    PARTIAL_CANCEL,
    /** 3: a limit order is taken back. */
    DELETE,
    /** 4: a visible limit order trades. */
    EXECUTION,
    /** 5: a hidden limit order trades; the visible book stays as it is. */
    HIDDEN_EXECUTION,
    /** 6: an auction trades. */
    CROSS,
    /** 7: a halt begins or ends: the price says which, there is no size. */
    HALT
  }

  private long timeNanos;
  private Type type = Type.HALT;
  private long orderId;
  private long qty;
  private long px;
  private Side restingSide = Side.BUY;

  void timeNanos(long nanos) {
    timeNanos = nanos;
  }

  void type(Type messageType) {
    type = messageType;
  }

  void orderId(long id) {
    orderId = id;
  }

  void qty(long shares) {
    qty = shares;
  }

  void px(long price) {
    px = price;
  }

  void restingSide(Side side) {
    restingSide = side;
  }

  /** Nanoseconds since midnight at the exchange. */
  public long timeNanos() {
    return timeNanos;
  }

  public Type type() {
    return type;
  }

  /** The order's number; 0 for a hidden one. */
  public long orderId() {
    return orderId;
  }

  public long qty() {
    return qty;
  }

  /** 1/10,000. */
  public long px() {
    return px;
  }

  /** The side of the order in the book; the aggressor of an execution is on the other. */
  public Side restingSide() {
    return restingSide;
  }

  /** Whether shares changed hands. */
  public boolean isTrade() {
    return type == Type.EXECUTION || type == Type.HIDDEN_EXECUTION || type == Type.CROSS;
  }
}
