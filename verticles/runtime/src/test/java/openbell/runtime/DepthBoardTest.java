package openbell.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import openbell.model.EncodedDepths;
import openbell.wire.marketdata.Depth;
import openbell.wire.marketdata.EncodedDepth;
import org.junit.jupiter.api.Test;

final class DepthBoardTest {
  private final DepthBoard board = new DepthBoard(1);
  private final List<String> heard = new ArrayList<>();

  private static EncodedDepth depth(String symbol, long epoch, long seq) {
    return EncodedDepths.of(
        Depth.newBuilder().setSymbol(symbol).setEpoch(epoch).setSeq(seq).build());
  }

  @Test
  void onlyWhatIsNewerByEpochThenSeqIsTaken() {
    board.listen(
        depths -> depths.forEach(depth -> heard.add(depth.getEpoch() + "." + depth.getSeq())));

    board.accept(List.of(depth("XNSE:TCS", 1, 5)));
    board.accept(List.of(depth("XNSE:TCS", 1, 4), depth("XNSE:TCS", 1, 5)));
    board.accept(List.of(depth("XNSE:TCS", 2, 1)));
    board.accept(List.of(depth("XNSE:TCS", 1, 9)));

    assertThat(heard).containsExactly("1.5", "2.1");
    assertThat(board.find("XNSE:TCS").orElseThrow().getEpoch()).isEqualTo(2);
  }

  @Test
  void symbolsBeyondTheBoundAreToldAndNotKept() {
    board.accept(IntStream.range(0, 50_000).mapToObj(i -> depth("XNSE:S" + i, 1, 1)).toList());
    board.listen(depths -> depths.forEach(depth -> heard.add(depth.getSymbol())));

    board.accept(List.of(depth("XNSE:ONE-MORE", 1, 1), depth("XNSE:S7", 1, 2)));

    assertThat(heard).containsExactly("XNSE:ONE-MORE", "XNSE:S7");
    assertThat(board.find("XNSE:ONE-MORE")).isEmpty();
    assertThat(board.find("XNSE:S7").orElseThrow().getSeq()).isEqualTo(2);
  }
}
