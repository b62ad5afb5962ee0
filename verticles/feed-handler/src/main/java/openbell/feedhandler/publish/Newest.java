package openbell.feedhandler.publish;

/**
 * The newest message about one symbol, for a sink that writes a symbol so rarely that most messages
 * are replaced before: it is made when it is written. One object a symbol and kind. For one event
 * loop.
 */
public interface Newest {
  /** The symbol's place among those of its feed, from 0. */
  int index();

  /** The message as it stands now. */
  Encoded message();
}
