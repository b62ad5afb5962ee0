package openbell.order;

/**
 * What waits on a shard.
 *
 * @param unpublished commands that Kafka does not have yet
 * @param oldestUnpublishedMs how long the oldest of them waits
 * @param stuck orders whose command Kafka has, but which the venue has not answered in time
 * @param republished how many of those were marked to be published again just now
 * @param parked reports that wait for a person
 */
record Backlog(
    long unpublished, long oldestUnpublishedMs, long stuck, long republished, long parked) {}
