package openbell.risk;

import io.vertx.core.Future;
import openbell.risk.domain.LimitBook;
import openbell.wire.risk.Halt;
import openbell.wire.risk.Limit;
import openbell.wire.risk.Restriction;
import openbell.wire.risk.RiskStandingReply;

/** What staff have set, durable. A failed future is a Fault. */
interface LimitStore {
  /** Rises with every change. */
  Future<Long> version();

  /** Everything, of one version. */
  Future<LimitBook> load();

  /** Everything, with who set it, when and why. */
  Future<RiskStandingReply> standing();

  /** Sets a limit, or takes it away where it has no value; the version after it. */
  Future<Long> set(Limit limit);

  /** Sets a halt, or takes it away; the version after it. */
  Future<Long> set(Halt halt);

  /** Sets a restriction, or takes it away; the version after it. */
  Future<Long> set(Restriction restriction);
}
