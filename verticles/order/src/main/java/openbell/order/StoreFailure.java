package openbell.order;

import io.vertx.pgclient.PgException;
import java.util.Set;
import openbell.runtime.Fault;

/** Why a transaction did not commit, as far as it matters to who asked for it. */
final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the database said. */
  enum Kind {
    /** A guard: the account does not cover it. */
    OVERDRAWN,
    /** A unique key: the account has an order of this clOrdId. */
    CL_ORD_ID_TAKEN,
    /** Another transaction kept the account's row for a second. */
    LOCKED,
    /** A value or constraint that one of the rows broke. */
    BAD_ROW,
    /** The server answers and cannot write: its disk is full or broken. Rolled back. */
    CANNOT_WRITE,
    /** Rolled back, or never begun, for a reason that is not in the rows. */
    AWAY,
    /** The connection broke around the commit. */
    OUTCOME_UNKNOWN
  }

  private static final Set<String> ENDS_CONNECTION = Set.of("FATAL", "PANIC");
  private static final String DISK_FULL = "53100";

  private final Kind kind;

  private StoreFailure(Kind kind, Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause, false, false);
    this.kind = kind;
  }

  /**
   * What a failure means.
   *
   * @param committing whether the work was done and its commit on the way
   */
  static StoreFailure of(Throwable failure, boolean committing) {
    return switch (failure) {
      case StoreFailure known -> known;
      case PgException pg when committing && isEndOfConnection(pg) ->
          new StoreFailure(Kind.OUTCOME_UNKNOWN, pg);
      case PgException pg -> new StoreFailure(kindOf(pg), pg);
      default -> new StoreFailure(committing ? Kind.OUTCOME_UNKNOWN : Kind.AWAY, failure);
    };
  }

  /**
   * Class 57 (the server goes down) and 08: what was on its way may have been done. So it may when
   * the server panics, whatever the state: a commit that it could not flush may be in the log.
   */
  private static boolean isEndOfConnection(PgException pg) {
    var state = String.valueOf(pg.getSqlState());
    return state.startsWith("57")
        || state.startsWith("08")
        || ENDS_CONNECTION.contains(String.valueOf(pg.getSeverity()));
  }

  private static Kind kindOf(PgException pg) {
    var state = String.valueOf(pg.getSqlState());
    if ("ledger_accounts_not_overdrawn".equals(pg.getConstraint())) {
      return Kind.OVERDRAWN;
    }
    if ("client_order_ids_identity".equals(pg.getConstraint())) {
      return Kind.CL_ORD_ID_TAKEN;
    }
    if ("55P03".equals(state)) {
      return Kind.LOCKED;
    }
    if (DISK_FULL.equals(state) || state.startsWith("58") || state.startsWith("XX")) {
      return Kind.CANNOT_WRITE;
    }
    return state.startsWith("22") || state.startsWith("23") || state.startsWith("P0")
        ? Kind.BAD_ROW
        : Kind.AWAY;
  }

  Kind kind() {
    return kind;
  }

  /** Whether the rest of its batch could commit without the one at fault. */
  boolean isOfOneRow() {
    return switch (kind) {
      case OVERDRAWN, CL_ORD_ID_TAKEN, LOCKED, BAD_ROW -> true;
      case CANNOT_WRITE, AWAY, OUTCOME_UNKNOWN -> false;
    };
  }

  /** As a fault for the caller. */
  Fault toFault() {
    return switch (kind) {
      case OUTCOME_UNKNOWN ->
          Fault.unknown("system.database", "The database did not confirm the commit.", this);
      case BAD_ROW -> Fault.unavailable("system.fault", "The order cannot be stored.", this);
      case CANNOT_WRITE ->
          Fault.unavailable("system.database", "The database cannot write now.", this);
      case OVERDRAWN, CL_ORD_ID_TAKEN, LOCKED, AWAY ->
          Fault.unavailable("system.database", "The database does not answer.", this);
    };
  }
}
