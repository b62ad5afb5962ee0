package openbell.feedhandler.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import openbell.feedhandler.replay.MarketData;
import openbell.feedhandler.replay.MarketDataFolder;
import openbell.model.fix.FixTags;
import org.junit.jupiter.api.Test;
import quickfix.DataDictionary;
import quickfix.Message;

/** Messages of many engines: all parse, and none upsets the decoder. */
@MarketData
class FixMessagesMarketDataTest {
  @Test
  void everyRecordedMessageIsParsedAndDecoded() throws Exception {
    var file = MarketDataFolder.path().resolve("fix/valid_messages.fix");
    var updates = new ArrayList<FixUpdate>();
    var decoder = new FixDecoder("XNAS");
    var dictionary = new DataDictionary(FixTags.DICTIONARY);
    dictionary.setCheckFieldsOutOfOrder(false);
    dictionary.setCheckUnorderedGroupFields(false);

    var messages = messages(Files.readString(file, StandardCharsets.ISO_8859_1));
    for (var text : messages) {
      decoder.decode(new Message(text, dictionary, false), updates::add);
    }

    assertThat(messages).hasSize(62);
    assertThat(updates).hasSizeGreaterThanOrEqualTo(62);
  }

  private static List<String> messages(String file) {
    var messages = new ArrayList<String>();
    for (var from = 0; from >= 0 && from < file.length(); ) {
      var begin = file.indexOf("8=FIX", from);
      var next = begin < 0 ? -1 : file.indexOf("8=FIX", begin + 1);
      if (begin >= 0) {
        messages.add(file.substring(begin, next < 0 ? file.length() : next).strip());
      }
      from = next;
    }
    return messages;
  }
}
