package openbell.feedhandler.fix;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import openbell.feedhandler.fix.FixSettings.TrustStore;
import openbell.model.fix.BodyLengthGuard;
import openbell.runtime.ConfigException;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.filterchain.IoFilterChainBuilder;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.ssl.SslFilter;

/**
 * What stands between the socket and the engine: TLS where it is configured, with our own trust
 * store (the engine's default believes every certificate) and the host's name checked; then a guard
 * against bodies of endless length. Runs on the engine's I/O threads.
 */
final class FixFilters implements IoFilterChainBuilder {
  private final FixSettings.Host host;
  private final Optional<SSLContext> tls;

  /** Throws ConfigException where the trust store cannot be read. */
  FixFilters(FixSettings.Host host, Optional<TrustStore> trustStore) {
    this.host = host;
    this.tls = trustStore.map(FixFilters::context);
  }

  /** The engine's codec is in the chain already: both stand before it, TLS nearest the socket. */
  @Override
  public void buildFilterChain(IoFilterChain chain) {
    chain.addFirst("length", new LengthFilter());
    tls.ifPresent(
        context -> {
          var filter = new NamedHost(context, host);
          filter.setEndpointIdentificationAlgorithm("HTTPS");
          chain.addFirst("tls", filter);
        });
  }

  private static SSLContext context(TrustStore trustStore) {
    try (var file = Files.newInputStream(trustStore.file())) {
      var keys = KeyStore.getInstance(KeyStore.getDefaultType());
      keys.load(file, trustStore.password().toCharArray());
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(keys);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException unreadable) {
      throw new ConfigException(
          "The file of feed.fix.trustStore cannot be read: " + unreadable.getMessage() + ".");
    }
  }

  /** Expects the certificate of the host that is configured, not of what its address is called. */
  private static final class NamedHost extends SslFilter {
    private final FixSettings.Host host;

    NamedHost(SSLContext context, FixSettings.Host host) {
      super(context);
      this.host = host;
    }

    @Override
    protected SSLEngine createEngine(IoSession session, InetSocketAddress resolved) {
      var unresolved = InetSocketAddress.createUnresolved(host.host(), host.port());
      return super.createEngine(session, unresolved);
    }
  }

  /** Closes a connection that announces a body of more than {@link BodyLengthGuard} allows. */
  private static final class LengthFilter extends IoFilterAdapter {
    private final BodyLengthGuard guard = new BodyLengthGuard();

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
      var bytes = (IoBuffer) message;
      for (var at = bytes.position(); at < bytes.limit(); at++) {
        if (!guard.accepts(bytes.get(at))) {
          session.closeNow();
          return;
        }
      }
      next.messageReceived(session, message);
    }
  }
}
