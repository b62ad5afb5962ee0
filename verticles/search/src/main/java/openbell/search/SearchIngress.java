package openbell.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Duration;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.search.domain.RefusedSearch;
import openbell.search.domain.SearchQuery;
import openbell.wire.common.Refusal;
import openbell.wire.search.SearchReply;
import openbell.wire.search.SearchRequest;

/** Decodes search requests from the bus, on the verticle's event loop. */
final class SearchIngress {
  private final SearchService service;
  private final MeterRegistry metrics;
  private final Timer latency;
  private final Counter refused;

  SearchIngress(SearchService service, MeterRegistry metrics) {
    this.service = service;
    this.metrics = metrics;
    this.latency =
        Timer.builder("openbell.search.latency")
            .description("From the decoded request to the answer, waiting for a worker included")
            .serviceLevelObjectives(
                Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(50))
            .register(metrics);
    this.refused =
        Counter.builder("openbell.search.refusals")
            .description("Requests that were no search: empty, too long, limit out of range")
            .register(metrics);
  }

  Future<Void> serve(Bus bus) {
    return bus.serve(Addresses.SEARCH_INSTRUMENTS, this::answer);
  }

  private Future<SearchReply> answer(SearchRequest request) {
    return switch (SearchQuery.parse(request.getQuery(), request.getLimit())) {
      case SearchQuery query -> search(query);
      case RefusedSearch refusal -> {
        refused.increment();
        yield Future.succeededFuture(replyOf(refusal));
      }
    };
  }

  private Future<SearchReply> search(SearchQuery query) {
    var started = Timer.start(metrics);
    return service
        .search(query)
        .map(found -> SearchReply.newBuilder().addAllInstruments(found).build())
        .onComplete(answered -> started.stop(latency));
  }

  private static SearchReply replyOf(RefusedSearch refusal) {
    var wire =
        Refusal.newBuilder()
            .setCode(refusal.code())
            .setDetail(refusal.detail())
            .setPointer(refusal.pointer());
    return SearchReply.newBuilder().setRefusal(wire).build();
  }
}
