package openbell.feedhandler.domain;

/** A trade that passed the checks, with the (epoch, seq) that its symbol's state had after it. */
public record SequencedTrade(FeedTrade trade, long epoch, long seq) {}
