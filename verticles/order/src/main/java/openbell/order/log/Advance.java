package openbell.order.log;

import java.util.Map;

/**
 * Where to go on reading, stored with the effect of a batch.
 *
 * @param expected partition to the next offset as it was read before
 * @param next partition to the next offset after the batch
 */
public record Advance(Map<Integer, Long> expected, Map<Integer, Long> next) {}
