package openbell.exchangesimulator.fix;

import java.util.concurrent.atomic.AtomicInteger;
import openbell.model.fix.BodyLengthGuard;
import openbell.runtime.Networks;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.filterchain.IoFilterChainBuilder;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import quickfix.mina.SessionConnector;

/**
 * What stands between the socket and the engine: only configured networks, a bounded number of
 * connections, none that stays without a logon, no body of endless length. Runs on the engine's I/O
 * threads.
 */
final class FixFilters implements IoFilterChainBuilder {
  private static final int MAX_CONNECTIONS = 200;
  private static final int LOGON_SECONDS = 10;

  private final Networks networks;
  private final AtomicInteger connections = new AtomicInteger();

  FixFilters(Networks networks) {
    this.networks = networks;
  }

  /** The engine's codec is in the chain already: this stands before it. */
  @Override
  public void buildFilterChain(IoFilterChain chain) {
    chain.addFirst("guard", new Guard());
  }

  /** Of one connection. */
  private final class Guard extends IoFilterAdapter {
    private final BodyLengthGuard lengths = new BodyLengthGuard();
    private boolean isCounted;

    @Override
    public void sessionOpened(NextFilter next, IoSession session) {
      if (!networks.contains(session.getRemoteAddress()) || !count()) {
        session.closeNow();
        return;
      }
      session.getConfig().setReaderIdleTime(LOGON_SECONDS);
      next.sessionOpened(session);
    }

    @Override
    public void sessionClosed(NextFilter next, IoSession session) {
      if (isCounted) {
        connections.decrementAndGet();
      }
      next.sessionClosed(session);
    }

    @Override
    public void sessionIdle(NextFilter next, IoSession session, IdleStatus status) {
      if (session.getAttribute(SessionConnector.QF_SESSION) == null) {
        session.closeNow();
      }
    }

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
      var bytes = (IoBuffer) message;
      for (var at = bytes.position(); at < bytes.limit(); at++) {
        if (!lengths.accepts(bytes.get(at))) {
          session.closeNow();
          return;
        }
      }
      next.messageReceived(session, message);
    }

    private boolean count() {
      isCounted = connections.incrementAndGet() <= MAX_CONNECTIONS;
      if (!isCounted) {
        connections.decrementAndGet();
      }
      return isCounted;
    }
  }
}
