package openbell.gateway;

import io.vertx.core.Future;
import java.util.Comparator;
import openbell.model.Addresses;
import openbell.runtime.Bus;
import openbell.runtime.InstrumentDirectory;
import openbell.wire.common.Refusal;
import openbell.wire.reference.Instrument;
import openbell.wire.search.SearchReply;
import openbell.wire.search.SearchRequest;

/** Finds listings whose name holds the query, primary ones first; refuses {@code "?"}. */
final class InMemorySearch {
  private final InstrumentDirectory instruments;

  InMemorySearch(InstrumentDirectory instruments) {
    this.instruments = instruments;
  }

  Future<Void> serve(Bus bus) {
    return bus.<SearchRequest>serve(
        Addresses.SEARCH_INSTRUMENTS, request -> Future.succeededFuture(search(request)));
  }

  private SearchReply search(SearchRequest request) {
    var reply = SearchReply.newBuilder();
    if (request.getQuery().equals("?")) {
      return reply
          .setRefusal(Refusal.newBuilder().setCode("request.invalid_value").setDetail("No words."))
          .build();
    }
    instruments.all().stream()
        .filter(one -> one.getName().contains(request.getQuery()))
        .sorted(Comparator.comparing(Instrument::getPrimaryListing).reversed())
        .limit(request.getLimit())
        .forEach(reply::addInstruments);
    return reply.build();
  }
}
