package openbell.order;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import openbell.model.Notional;
import openbell.model.Side;
import openbell.order.domain.BookEstimate;
import openbell.order.domain.Candidate;
import openbell.order.domain.FeeSchedule;
import openbell.order.domain.Holds;
import openbell.order.domain.Intake;
import openbell.order.domain.OrderTerms;
import openbell.order.domain.PlaceOrder;
import openbell.order.domain.PlaceOutcome;
import openbell.order.domain.Refused;
import openbell.runtime.DepthBoard;
import openbell.wire.common.Refusal;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.PriceLevel;
import openbell.wire.order.PreviewReply;

/**
 * Says what would become of an order: risk's verdict, then the intake's own decision on the state
 * as it is, with everything that stands against it. Writes nothing. Called on one event loop.
 */
final class PreviewService {
  private final RiskCheck risk;
  private final PreviewStore store;
  private final OrderIds ids;
  private final InstantSource clock;
  private final Map<String, FeeSchedule> feesByMic;
  private final DepthBoard depths;

  PreviewService(
      RiskCheck risk,
      PreviewStore store,
      OrderIds ids,
      InstantSource clock,
      Map<String, FeeSchedule> feesByMic,
      DepthBoard depths) {
    this.risk = risk;
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.feesByMic = feesByMic;
    this.depths = depths;
  }

  /** Of an order whose idempotency key is empty, so that no stored answer stands for it. */
  Future<PreviewReply> preview(PlaceOrder order) {
    return risk.check(List.of(order))
        .compose(
            verdicts -> {
              var nowMicros = SqlArrays.micros(clock.instant());
              var candidate = new Candidate(order, ids.next(nowMicros), verdicts.getFirst());
              return store
                  .look(
                      candidate,
                      state -> Intake.decide(List.of(candidate), state, this::fees, nowMicros))
                  .map(outcome -> reply(candidate, outcome, nowMicros));
            });
  }

  private FeeSchedule fees(String mic) {
    return feesByMic.getOrDefault(mic, FeeSchedule.FREE);
  }

  private PreviewReply reply(Candidate candidate, PlaceOutcome outcome, long nowMicros) {
    var reply = PreviewReply.newBuilder().setStatus(202);
    if (outcome instanceof Refused refused) {
      reply.setStatus(refused.status());
      refused.refusals().forEach(refusal -> reply.addRefusals(encode(refusal)));
    }
    if (candidate.verdict().isAllowed()) {
      addMoney(reply, candidate, candidate.terms(nowMicros));
    }
    return reply.build();
  }

  private void addMoney(PreviewReply.Builder reply, Candidate candidate, OrderTerms terms) {
    var hold = Holds.of(terms, fees(terms.mic())).orElse(0);
    var notional = Notional.checked(terms.worstPx(), terms.orderQty()).orElse(0);
    var charges =
        terms.side() == Side.BUY
            ? Math.max(0, hold - notional)
            : fees(terms.mic()).charges(Side.SELL, notional);
    var estimate = candidate.verdict().queue() ? BookEstimate.NONE : estimate(terms);
    reply
        .setHold(hold)
        .setHoldAsset(terms.holdAsset())
        .setCharges(charges)
        .setWorstPx(terms.worstPx())
        .setWouldQueue(candidate.verdict().queue())
        .setEstimatedQty(estimate.qty())
        .setEstimatedAvgPx(estimate.avgPx());
  }

  /** An order that waits for its trigger takes nothing now. */
  private BookEstimate estimate(OrderTerms terms) {
    return switch (terms.ordType()) {
      case STOP, STOP_LIMIT -> BookEstimate.NONE;
      case MARKET, LIMIT -> {
        var depth = depths.find(terms.symbol()).orElse(Depth.getDefaultInstance());
        var opposite = terms.side() == Side.BUY ? depth.getAsksList() : depth.getBidsList();
        yield BookEstimate.of(
            terms.side(),
            terms.orderQty(),
            terms.worstPx(),
            opposite.stream().map(PreviewService::level).toList());
      }
    };
  }

  private static BookEstimate.Level level(PriceLevel level) {
    return new BookEstimate.Level(level.getPx(), level.getQty());
  }

  private static Refusal encode(openbell.order.domain.Refusal refusal) {
    return Refusal.newBuilder()
        .setCode(refusal.code())
        .setDetail(refusal.detail())
        .setPointer(refusal.pointer())
        .setHint(refusal.hint())
        .build();
  }
}
