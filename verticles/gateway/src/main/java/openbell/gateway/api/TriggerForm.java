package openbell.gateway.api;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import openbell.gateway.auth.Caller;
import openbell.gateway.web.Fields;
import openbell.gateway.web.Problem;
import openbell.gateway.web.Problem.FieldError;
import openbell.model.Decimals;
import openbell.model.OrdType;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.wire.order.ModifyTriggerRequest;
import openbell.wire.order.NewTriggerRequest;
import openbell.wire.order.TriggerCondition;
import openbell.wire.order.TriggerLeg;
import openbell.wire.order.TriggerLegChange;

/**
 * The bodies of {@code POST} and {@code PATCH} on {@code /gtt} and {@code /oco}, read strictly. The
 * one leg of a GTT is the body itself, the two of an OCO are its {@code legs}.
 *
 * @param problem what is wrong; then {@code request} is of no use
 */
record TriggerForm<R>(Optional<Problem> problem, R request) {
  private static final int MAX_SYMBOL = 32;
  private static final Pattern VERSION = Pattern.compile("\"?([1-9][0-9]{0,8})\"?");
  private static final Pattern DATE = Pattern.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}");
  private static final Map<String, TriggerCondition> CONDITIONS =
      Map.of(
          "AT_OR_ABOVE", TriggerCondition.TRIGGER_CONDITION_AT_OR_ABOVE,
          "AT_OR_BELOW", TriggerCondition.TRIGGER_CONDITION_AT_OR_BELOW);
  private static final Map<String, OrdType> TYPES =
      Map.of("MARKET", OrdType.MARKET, "LIMIT", OrdType.LIMIT);
  private static final Map<String, TimeInForce> VALIDITIES =
      Map.of(
          "DAY", TimeInForce.DAY,
          "GTC", TimeInForce.GTC,
          "IOC", TimeInForce.IOC,
          "FOK", TimeInForce.FOK);

  /** Reads a new trigger of one or two legs; its symbol is still as the client wrote it. */
  static TriggerForm<NewTriggerRequest> create(
      Caller caller, int legs, Fields body, Optional<String> headerKey) {
    var errors = new ArrayList<FieldError>();
    var request =
        NewTriggerRequest.newBuilder()
            .setAccountId(caller.accountId())
            .setUserId(caller.userId())
            .setSymbol(body.requiredText("symbol", MAX_SYMBOL))
            .setExpireDate(expireDate(body));
    if (legs == 1) {
      request.addLegs(leg(body));
    } else {
      for (var leg : legs(body, legs)) {
        request.addLegs(leg(leg));
        errors.addAll(errors(leg, request.getLegsCount() - 1));
      }
    }
    var hash = IdempotencyKey.hash(request.build());
    request.setIdempotencyKey(IdempotencyKey.read(body, headerKey)).setRequestHash(hash);
    return new TriggerForm<>(problem(body, errors), request.build());
  }

  /** Reads a change of a trigger of one or two legs. */
  static TriggerForm<ModifyTriggerRequest> modify(
      Caller caller, int legs, Fields body, Optional<String> ifMatch) {
    var errors = new ArrayList<FieldError>();
    var request =
        ModifyTriggerRequest.newBuilder()
            .setAccountId(caller.accountId())
            .setUserId(caller.userId())
            .setLegs(legs);
    if (legs == 1) {
      addChange(request, 0, body);
    } else {
      var each = legs(body, legs);
      for (var leg = 0; leg < each.size(); leg++) {
        addChange(request, leg, each.get(leg));
        errors.addAll(errors(each.get(leg), leg));
      }
    }
    if (request.getChangesCount() == 0) {
      errors.add(
          new FieldError(
              "", "request.missing_field", "A change names triggerPrice, price or quantity."));
    }
    if (ifMatch.isEmpty()) {
      return new TriggerForm<>(
          Optional.of(
              Problem.refused(
                  428, "request.if_match_missing", "Send If-Match with the version seen.")),
          request.build());
    }
    var version = VERSION.matcher(ifMatch.get().strip());
    if (version.matches()) {
      request.setVersion(Integer.parseInt(version.group(1)));
    } else {
      errors.add(
          new FieldError("", "request.invalid_value", "If-Match is a version, such as \"3\"."));
    }
    return new TriggerForm<>(problem(body, errors), request.build());
  }

  private static TriggerLeg leg(Fields fields) {
    fields.require("triggerPrice");
    fields.require("side");
    fields.require("type");
    fields.require("quantity");
    var leg = TriggerLeg.newBuilder();
    fields.positive("triggerPrice", Decimals.MONEY_SCALE).ifPresent(leg::setTriggerPx);
    fields.word("condition", CONDITIONS).ifPresent(leg::setCondition);
    fields.word("side", ApiWords.SIDES).map(Side::wire).ifPresent(leg::setSide);
    fields.positive("quantity", 0).ifPresent(leg::setOrderQty);
    var type = fields.word("type", TYPES);
    type.map(OrdType::wire).ifPresent(leg::setOrdType);
    if (type.filter(known -> known == OrdType.LIMIT).isPresent()) {
      fields.require("price");
    }
    fields.positive("price", Decimals.MONEY_SCALE).ifPresent(leg::setPrice);
    leg.setTimeInForce(fields.word("validity", VALIDITIES).orElse(TimeInForce.DAY).wire());
    leg.setProduct(fields.word("product", ApiWords.PRODUCTS).orElse(Product.DELIVERY).wire());
    return leg.build();
  }

  private static void addChange(ModifyTriggerRequest.Builder request, int leg, Fields fields) {
    var triggerPx = fields.positive("triggerPrice", Decimals.MONEY_SCALE);
    var price = fields.positive("price", Decimals.MONEY_SCALE);
    var quantity = fields.positive("quantity", 0);
    if (triggerPx.isPresent() || price.isPresent() || quantity.isPresent()) {
      var change = TriggerLegChange.newBuilder().setLeg(leg);
      triggerPx.ifPresent(change::setTriggerPx);
      price.ifPresent(change::setPrice);
      quantity.ifPresent(change::setOrderQty);
      request.addChanges(change);
    }
  }

  private static List<Fields> legs(Fields body, int legs) {
    body.require("legs");
    var each = body.objects("legs", legs);
    if (!each.isEmpty() && each.size() != legs) {
      body.fault("legs", "request.invalid_value", "An OCO has two legs.");
      return List.of();
    }
    return each;
  }

  private static int expireDate(Fields body) {
    var text = body.text("expireDate", 10);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      if (DATE.matcher(text.get()).matches()) {
        var date = LocalDate.parse(text.get());
        return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
      }
    } catch (DateTimeException noDate) {
      // Told below, as any text that is no date.
    }
    body.fault("expireDate", "request.invalid_value", "expireDate is a date such as 2026-12-31.");
    return 0;
  }

  private static List<FieldError> errors(Fields leg, int index) {
    return leg.problem().stream()
        .flatMap(problem -> problem.errors().stream())
        .map(one -> new FieldError("/legs/" + index + one.pointer(), one.code(), one.detail()))
        .toList();
  }

  private static Optional<Problem> problem(Fields body, List<FieldError> ofLegs) {
    var all = new ArrayList<FieldError>();
    body.problem().ifPresent(problem -> all.addAll(problem.errors()));
    all.addAll(ofLegs);
    return all.isEmpty() ? Optional.empty() : Optional.of(Problem.ofFields(all));
  }
}
