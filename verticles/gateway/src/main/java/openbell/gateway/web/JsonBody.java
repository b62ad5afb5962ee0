package openbell.gateway.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Reads a request's JSON object strictly: one object, no duplicate names, nothing after it. A
 * member that is null counts as absent.
 */
public final class JsonBody {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxNameLength(256)
                  .maxNumberLength(256)
                  .build())
          .build();

  private JsonBody() {}

  /** The fields of a body; those of one that is no JSON object carry that as their problem. */
  public static Fields read(byte[] body) {
    try (var parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Fields.malformed("The body is not a JSON object.");
      }
      var values = members(parser);
      return parser.nextToken() == null
          ? Fields.ofBody(values)
          : Fields.malformed("Something follows the JSON object.");
    } catch (IOException malformed) {
      return Fields.malformed("The body is not well-formed JSON.");
    }
  }

  private static SequencedMap<String, Value> members(JsonParser parser) throws IOException {
    var values = new TreeMap<String, Value>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = unicode(parser.currentName());
      var token = parser.nextToken();
      if (token != JsonToken.VALUE_NULL) {
        values.put(name, value(parser, token));
      }
    }
    return values;
  }

  private static Value value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> new Value.Text(unicode(parser.getText()));
      case VALUE_TRUE, VALUE_FALSE -> new Value.Flag(token == JsonToken.VALUE_TRUE);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Num(parser.getText());
      case START_ARRAY -> array(parser);
      default -> {
        parser.skipChildren();
        yield new Value.Nested();
      }
    };
  }

  private static Value array(JsonParser parser) throws IOException {
    var texts = new ArrayList<String>();
    var objects = new ArrayList<SequencedMap<String, Value>>();
    var entries = 0;
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      entries++;
      if (token == JsonToken.VALUE_STRING) {
        texts.add(unicode(parser.getText()));
      } else if (token == JsonToken.START_OBJECT) {
        objects.add(members(parser));
      } else {
        parser.skipChildren();
      }
    }
    if (texts.size() == entries) {
      return new Value.Texts(texts);
    }
    return objects.size() == entries ? new Value.Objects(objects) : new Value.Nested();
  }

  /**
   * An escape may name half a pair, which no UTF-8 holds: two such texts would be stored as one.
   */
  private static String unicode(String text) throws IOException {
    if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
      throw new CharacterCodingException();
    }
    return text;
  }
}
