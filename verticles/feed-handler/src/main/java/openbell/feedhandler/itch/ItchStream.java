package openbell.feedhandler.itch;

import java.nio.ByteBuffer;

/** What a transport makes of its packets: one stream of messages. Called on the event loop. */
interface ItchStream {
  /** A new session: what was told before counts no more, its first message comes next. */
  void begin();

  /** The next message, without a gap; valid during the call. */
  void message(ByteBuffer message);

  /** The messages of one packet or chunk were told. */
  void pause();

  /** Nothing that is known to exist is missing. */
  void caughtUp();

  /** Messages may be missing, or nothing comes. */
  void down(String why);

  /** The session ended as it should. */
  void ended();

  /** A packet came from a network that is not allowed. */
  void stranger();

  /** Something that is no packet was received. */
  void malformed();

  /** The stamp of the newest message before a {@link #pause}, microseconds; 0 before the first. */
  long newestMicros();
}
