package openbell.order.domain;

import java.nio.ByteBuffer;

/** What was answered to an accepted request, and the hash of that request. */
public record StoredAnswer(String requestHash, ByteBuffer answer) {}
