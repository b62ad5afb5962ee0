package openbell.gateway.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import openbell.gateway.auth.Caller;
import openbell.gateway.auth.ClientTrace;

/**
 * One REST request, as a resource sees it. Used on the request's event loop.
 *
 * @param holder who sent it; empty for an anonymous one
 */
public record Call(RoutingContext context, Optional<Caller> holder) {
  /** Who sent it, on a route that only holders of a session reach. */
  public Caller caller() {
    return holder.orElseThrow();
  }

  /** A part of the path, decoded. */
  public String path(String name) {
    return context.pathParam(name);
  }

  /** The fields of the query. */
  public Fields query() {
    return Fields.ofQuery(context.queryParams());
  }

  /** The fields of the JSON body. */
  public Fields body() {
    var body = context.body().buffer();
    return JsonBody.read(body == null ? new byte[0] : body.getBytes());
  }

  /** A header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(context.request().getHeader(name));
  }

  /** From where it came. */
  public ClientTrace client() {
    var userAgent = header(HttpHeaders.USER_AGENT.toString()).orElse("");
    return new ClientTrace(userAgent, address());
  }

  String address() {
    var remote = context.request().remoteAddress();
    return remote == null || remote.hostAddress() == null ? "unknown" : remote.hostAddress();
  }
}
