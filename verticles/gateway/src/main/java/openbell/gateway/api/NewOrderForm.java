package openbell.gateway.api;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import openbell.gateway.auth.Caller;
import openbell.gateway.web.Fields;
import openbell.gateway.web.Problem;
import openbell.model.Decimals;
import openbell.model.OrdType;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.wire.order.PlaceOrderRequest;

/**
 * The body of {@code POST /orders}, read strictly. The symbol is still as the client wrote it.
 *
 * @param problem what is wrong; then {@code request} is of no use
 */
record NewOrderForm(Optional<Problem> problem, PlaceOrderRequest request) {
  private static final String KEY = "idempotencyKey";
  private static final Pattern CLIENT_ORDER_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final int MAX_SYMBOL = 32;
  private static final int MAX_TAGS = 10;
  private static final int MAX_TAG = 32;

  /**
   * Reads the form.
   *
   * @param headerKey the header Idempotency-Key, quoted (IETF draft) or bare
   */
  static NewOrderForm read(Caller caller, Fields body, Optional<String> headerKey) {
    var request =
        PlaceOrderRequest.newBuilder()
            .setAccountId(caller.accountId())
            .setUserId(caller.userId())
            .setSymbol(body.requiredText("symbol", MAX_SYMBOL));
    body.require("side");
    body.word("side", ApiWords.SIDES).map(Side::wire).ifPresent(request::setSide);
    body.require("quantity");
    body.positive("quantity", 0).ifPresent(request::setOrderQty);
    readPrices(body, request);
    var validity = body.word("validity", ApiWords.VALIDITIES).orElse(TimeInForce.DAY);
    var product = body.word("product", ApiWords.PRODUCTS).orElse(Product.DELIVERY);
    request.setTimeInForce(validity.wire()).setProduct(product.wire());
    request.addAllTags(body.texts("tags", MAX_TAGS, MAX_TAG));
    request.setClOrdId(clientOrderId(body));
    request.setQueueIfClosed(body.flag("queueIfClosed", false));
    readExpireDate(body, validity, request);
    request.setIdempotencyKey(IdempotencyKey.read(body, headerKey)).setRequestHash(hash(body));
    return new NewOrderForm(body.problem(), request.build());
  }

  private static void readPrices(Fields body, PlaceOrderRequest.Builder request) {
    body.require("type");
    var type = body.word("type", ApiWords.TYPES);
    var price = body.positive("price", Decimals.MONEY_SCALE);
    var triggerPrice = body.positive("triggerPrice", Decimals.MONEY_SCALE);
    price.ifPresent(request::setPrice);
    triggerPrice.ifPresent(request::setStopPx);
    type.ifPresent(
        known -> {
          request.setOrdType(known.wire());
          var limited = known == OrdType.LIMIT || known == OrdType.STOP_LIMIT;
          var triggered = known == OrdType.STOP || known == OrdType.STOP_LIMIT;
          // A price that the type does not take is for the risk rules to refuse.
          if (limited) {
            body.require("price");
          }
          if (triggered) {
            body.require("triggerPrice");
          } else if (triggerPrice.isPresent()) {
            body.fault(
                "triggerPrice",
                "request.invalid_value",
                "A " + known + " order has no triggerPrice.");
          }
        });
  }

  /** A GTD order, and no other, has its last trade date. */
  private static void readExpireDate(
      Fields body, TimeInForce validity, PlaceOrderRequest.Builder request) {
    if (validity == TimeInForce.GTD) {
      body.require("expireDate");
    }
    var text = body.text("expireDate", 10);
    if (text.isEmpty()) {
      return;
    }
    if (validity != TimeInForce.GTD) {
      body.fault("expireDate", "request.invalid_value", "Only a GTD order has an expireDate.");
      return;
    }
    try {
      var date = LocalDate.parse(text.get());
      request.setExpireDate(
          date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth());
    } catch (DateTimeParseException malformed) {
      body.fault("expireDate", "request.invalid_value", "expireDate is a date as 2026-12-31.");
    }
  }

  /** Unique per account for ever; where the client gives none, ours. */
  private static String clientOrderId(Fields body) {
    var sent = body.text("clientOrderId", 64);
    if (sent.isPresent() && !CLIENT_ORDER_ID.matcher(sent.get()).matches()) {
      body.fault(
          "clientOrderId", "request.invalid_value", "clientOrderId has letters, digits and ._:- .");
    }
    return sent.orElseGet(() -> UUID.randomUUID().toString());
  }

  private static ByteString hash(Fields body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(body.canonical(KEY));
      return ByteString.copyFrom(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
