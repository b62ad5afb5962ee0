package openbell.gateway.web;

import java.util.List;
import java.util.SequencedMap;

/** What a client sent for one field. */
sealed interface Value {
  record Text(String text) implements Value {}

  record Flag(boolean value) implements Value {}

  /** A JSON number, as written. */
  record Num(String text) implements Value {}

  record Texts(List<String> texts) implements Value {}

  /** The members of each object of an array of objects; not empty. */
  record Objects(List<SequencedMap<String, Value>> objects) implements Value {}

  /** An object, or a mixed array: no request of ours has one. */
  record Nested() implements Value {}
}
