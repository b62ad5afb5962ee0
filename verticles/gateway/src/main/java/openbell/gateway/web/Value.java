package openbell.gateway.web;

import java.util.List;

/** What a client sent for one field. */
sealed interface Value {
  record Text(String text) implements Value {}

  record Flag(boolean value) implements Value {}

  /** A JSON number, as written. */
  record Num(String text) implements Value {}

  record Texts(List<String> texts) implements Value {}

  /** An object, or an array of anything but strings: no request of ours has one. */
  record Nested() implements Value {}
}
