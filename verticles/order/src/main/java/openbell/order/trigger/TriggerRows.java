package openbell.order.trigger;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import openbell.model.OrdType;
import openbell.model.Product;
import openbell.model.Side;
import openbell.model.TimeInForce;
import openbell.order.trigger.domain.Condition;
import openbell.order.trigger.domain.Leg;
import openbell.order.trigger.domain.Trigger;
import openbell.order.trigger.domain.Trigger.Met;
import openbell.order.trigger.domain.TriggerStatus;

/** A trigger as a row of {@code orders.triggers}, both ways. */
final class TriggerRows {
  private TriggerRows() {}

  static Trigger trigger(Row row) {
    var metLeg = row.getShort("met_leg");
    return new Trigger(
        row.getUUID("trigger_id"),
        row.getLong("account_id"),
        row.getLong("user_id"),
        row.getString("symbol"),
        legs(row),
        row.getInteger("expire_date"),
        micros(row.getOffsetDateTime("expire_at")),
        micros(row.getOffsetDateTime("created_at")),
        micros(row.getOffsetDateTime("armed_at")),
        TriggerStatus.of(
            openbell.wire.order.TriggerStatus.forNumber(row.getShort("status").intValue())),
        row.getInteger("version"),
        metLeg < 0 ? Optional.empty() : Optional.of(new Met(metLeg, row.getLong("met_px"))),
        Optional.ofNullable(row.getUUID("order_id")),
        row.getString("reason"),
        micros(row.getOffsetDateTime("updated_at")));
  }

  private static List<Leg> legs(Row row) {
    var conditions = row.getArrayOfShorts("conditions");
    var sides = row.getArrayOfShorts("sides");
    var types = row.getArrayOfShorts("ord_types");
    var times = row.getArrayOfShorts("times_in_force");
    var products = row.getArrayOfShorts("products");
    var legs = new ArrayList<Leg>(conditions.length);
    for (var leg = 0; leg < conditions.length; leg++) {
      legs.add(
          new Leg(
              Condition.of(openbell.wire.order.TriggerCondition.forNumber(conditions[leg])),
              row.getArrayOfLongs("trigger_pxs")[leg],
              Side.of(openbell.wire.common.Side.forNumber(sides[leg])),
              OrdType.of(openbell.wire.common.OrdType.forNumber(types[leg])),
              TimeInForce.of(openbell.wire.common.TimeInForce.forNumber(times[leg])),
              Product.of(openbell.wire.common.Product.forNumber(products[leg])),
              row.getArrayOfLongs("order_qtys")[leg],
              row.getArrayOfLongs("prices")[leg]));
    }
    return legs;
  }

  /** The values of {@link TriggerSql#INSERT}. */
  static Tuple insert(Trigger trigger) {
    var legs = trigger.legs();
    return Tuple.from(
        List.of(
            trigger.triggerId(),
            trigger.accountId(),
            trigger.userId(),
            trigger.symbol(),
            shorts(legs, leg -> leg.condition().wire().getNumber()),
            longs(legs, Leg::triggerPx),
            shorts(legs, leg -> leg.side().wire().getNumber()),
            shorts(legs, leg -> leg.ordType().wire().getNumber()),
            shorts(legs, leg -> leg.timeInForce().wire().getNumber()),
            shorts(legs, leg -> leg.product().wire().getNumber()),
            longs(legs, Leg::orderQty),
            longs(legs, Leg::price),
            trigger.expireDate(),
            instant(trigger.expireAt()),
            instant(trigger.createdAt()),
            (short) trigger.status().wire().getNumber(),
            trigger.version()));
  }

  /** The values of {@link TriggerSql#UPDATE_STATE}. */
  static Tuple states(List<Trigger> triggers) {
    return Tuple.of(
        triggers.stream().map(Trigger::triggerId).toArray(UUID[]::new),
        shorts(triggers, trigger -> trigger.status().wire().getNumber()),
        triggers.stream().map(Trigger::version).toArray(Integer[]::new),
        shorts(triggers, trigger -> trigger.met().map(Met::leg).orElse(-1)),
        longs(triggers, trigger -> trigger.met().map(Met::px).orElse(0L)),
        texts(triggers, trigger -> trigger.orderId().map(UUID::toString).orElse("")),
        texts(triggers, Trigger::reason),
        triggers.stream()
            .map(trigger -> instant(trigger.updatedAt()))
            .toArray(OffsetDateTime[]::new));
  }

  /** The values of {@link TriggerSql#UPDATE_TERMS}. */
  static Tuple terms(Trigger trigger) {
    return Tuple.of(
        trigger.triggerId(),
        trigger.version(),
        longs(trigger.legs(), Leg::triggerPx),
        longs(trigger.legs(), Leg::price),
        longs(trigger.legs(), Leg::orderQty),
        instant(trigger.armedAt()));
  }

  /** Microseconds since 1970 as a timestamptz. */
  static OffsetDateTime instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private static long micros(OffsetDateTime instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant.toInstant());
  }

  private static <T> Long[] longs(List<T> rows, ToLongFunction<T> column) {
    return rows.stream().map(column::applyAsLong).toArray(Long[]::new);
  }

  private static <T> Short[] shorts(List<T> rows, ToIntFunction<T> column) {
    return rows.stream().map(row -> (short) column.applyAsInt(row)).toArray(Short[]::new);
  }

  private static <T> String[] texts(List<T> rows, Function<T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }
}
