package openbell.gateway.api;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import openbell.gateway.auth.Caller;
import openbell.gateway.web.Fields;
import openbell.gateway.web.Problem;
import openbell.gateway.web.Problem.FieldError;
import openbell.model.Decimals;
import openbell.wire.order.ReplaceOrderRequest;

/**
 * The body of {@code PATCH /orders/{orderId}}, read strictly.
 *
 * @param problem what is wrong; then {@code request} is of no use
 */
record ModifyForm(Optional<Problem> problem, ReplaceOrderRequest request) {
  private static final Pattern VERSION = Pattern.compile("\"?([1-9][0-9]{0,8})\"?");
  private static final String VERSION_FIELD = "version";

  /**
   * Reads the form.
   *
   * @param ifMatch the header If-Match: the version that the client has seen, quoted or bare
   */
  static ModifyForm read(Caller caller, ByteString orderId, Fields body, Optional<String> ifMatch) {
    return ifMatch.isEmpty()
        ? versionMissing()
        : read(caller, orderId, body, version(ifMatch.get()));
  }

  /** The same with the version in the body; a key may stand there, as the streams' commands say. */
  static ModifyForm read(Caller caller, ByteString orderId, Fields body) {
    var version = body.integer(VERSION_FIELD, 0, 0, Integer.MAX_VALUE);
    body.text("idempotencyKey", 128);
    var form = read(caller, orderId, body, OptionalInt.of((int) version));
    return version == 0 && form.problem().isEmpty() ? versionMissing() : form;
  }

  private static ModifyForm read(
      Caller caller, ByteString orderId, Fields body, OptionalInt version) {
    var request =
        ReplaceOrderRequest.newBuilder()
            .setAccountId(caller.accountId())
            .setUserId(caller.userId())
            .setOrderId(orderId)
            .setVersion(version.orElse(0));
    var quantity = body.positive("quantity", 0);
    var price = body.positive("price", Decimals.MONEY_SCALE);
    var triggerPrice = body.positive("triggerPrice", Decimals.MONEY_SCALE);
    quantity.ifPresent(request::setOrderQty);
    price.ifPresent(request::setPrice);
    triggerPrice.ifPresent(request::setStopPx);
    var problem = body.problem().or(() -> nothing(quantity, price, triggerPrice));
    return new ModifyForm(
        version.isEmpty() ? Optional.of(notAVersion()) : problem, request.build());
  }

  private static Optional<Problem> nothing(OptionalLong... values) {
    return List.of(values).stream().allMatch(OptionalLong::isEmpty)
        ? Optional.of(
            Problem.ofFields(
                List.of(
                    new FieldError(
                        "",
                        "request.missing_field",
                        "A change names quantity, price or triggerPrice."))))
        : Optional.empty();
  }

  private static OptionalInt version(String ifMatch) {
    var version = VERSION.matcher(ifMatch.strip());
    return version.matches()
        ? OptionalInt.of(Integer.parseInt(version.group(1)))
        : OptionalInt.empty();
  }

  private static Problem notAVersion() {
    return Problem.refused(
        400, "request.invalid_value", "If-Match is the order's version, such as \"3\".");
  }

  private static ModifyForm versionMissing() {
    return new ModifyForm(
        Optional.of(
            Problem.refused(
                428,
                "request.if_match_missing",
                "Send If-Match with the order's version that you have seen.")),
        ReplaceOrderRequest.getDefaultInstance());
  }
}
