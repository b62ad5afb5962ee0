package openbell.feedhandler.domain;

import openbell.model.Side;

/**
 * A trade as a feed says it.
 *
 * @param px 1/10,000
 * @param aggressor the side of the incoming order
 * @param transactTime the feed's stamp, microseconds
 */
public record FeedTrade(
    String symbol, long px, long qty, Side aggressor, long transactTime, String trdMatchId) {}
