package openbell.quotefanout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Why the server closes a socket (CONTRACT.md, section 3; RFC 6455, 7.4). */
enum CloseCode {
  SILENT(1001, "silent"),
  DRAINING(1001, "the node is stopping"),
  PROTOCOL(1002, "malformed frame"),
  TOO_LARGE(1009, "message too large"),
  AUTH(4001, "token invalid or expired"),
  FORBIDDEN(4003, "another user's token"),
  UNKNOWN(4004, "too many malformed messages"),
  SLOW_CONSUMER(4008, "slow consumer"),
  TOO_MANY_SUBSCRIPTIONS(4013, "too many subscriptions"),
  RATE(4029, "too many messages");

  private final int code;
  private final String reason;

  CloseCode(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  /** The payload of a close frame: the code, big endian, and the reason. */
  byte[] payload() {
    var text = reason.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array();
  }

  int code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
