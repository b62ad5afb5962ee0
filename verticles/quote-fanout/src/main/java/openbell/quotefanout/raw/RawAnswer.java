package openbell.quotefanout.raw;

import java.util.List;
import openbell.wire.account.AccountEvent;
import openbell.wire.gateway.ApiReply;

/** What a client is told beside quotes and heartbeats. */
public sealed interface RawAnswer {
  /** A symbol that is watched, and the number that stands for it in Protobuf. */
  record Watched(String name, int handle) {}

  /** The answer to a subscription; {@code current} is all that is watched now. */
  record Subscribed(List<Watched> accepted, List<String> unknown, List<String> current)
      implements RawAnswer {}

  /** The answer to the end of subscriptions: those that there were. */
  record Unsubscribed(List<String> names, List<String> current) implements RawAnswer {}

  /** The socket is bound; {@code expiresAt} in microseconds. */
  record Authenticated(long accountId, long expiresAt) implements RawAnswer {}

  /** REST's answer to a command; {@code id} as its codec read it. */
  record Reply(String id, ApiReply reply) implements RawAnswer {}

  /** An event of the account. */
  record Event(AccountEvent event) implements RawAnswer {}

  record Pong() implements RawAnswer {}

  /** Something that concerns the client: when to connect again, in milliseconds. */
  record Notice(String code, int reconnectInMs) implements RawAnswer {}

  /** An error that belongs to no command. */
  record Failure(String code) implements RawAnswer {}
}
