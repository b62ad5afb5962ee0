package openbell.venue.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions with the engine, line by line: {@code >} a record of the log, {@code <} what the engine
 * says of it. The files are in {@code resources/transcripts}; {@link EngineScript} has the grammar.
 */
class EngineTranscriptTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matching",
        "changes",
        "refusals",
        "sequence",
        "sessions",
        "stops",
        "phases",
        "auction",
        "halts",
        "always-open"
      })
  void saysWhatTheTranscriptSays(String name) {
    var lines = read(name);
    var script = new EngineScript();
    var spoken = new ArrayList<String>();
    for (var line : lines) {
      if (line.startsWith("> ")) {
        spoken.add(line);
        spoken.addAll(script.apply(line.substring(2)));
      }
    }
    assertThat(String.join("\n", spoken)).isEqualTo(String.join("\n", lines));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matching",
        "changes",
        "refusals",
        "sequence",
        "sessions",
        "stops",
        "phases",
        "auction",
        "halts",
        "always-open"
      })
  void goesOnFromASnapshotAtAnyPoint(String name) {
    var commands =
        read(name).stream()
            .filter(line -> line.startsWith("> "))
            .map(line -> line.substring(2))
            .toList();
    for (int cut = 0; cut < commands.size(); cut++) {
      var whole = new EngineScript();
      var restored = new EngineScript();
      for (int i = 0; i < commands.size(); i++) {
        if (i == cut) {
          restored.restart();
        }
        assertThat(restored.apply(commands.get(i)))
            .as("%s, cut before %d", name, cut)
            .isEqualTo(whole.apply(commands.get(i)));
      }
      assertThat(restored.stateHashes()).isEqualTo(whole.stateHashes());
    }
  }

  private static List<String> read(String name) {
    var resource = "/transcripts/" + name + ".txt";
    try (var in = EngineTranscriptTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
