package openbell.quotefanout;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test class after which a Netty buffer was not released. Found by the service loader, for
 * all classes. So that nothing found means nothing there, it leaks a marked buffer itself and waits
 * until that one is reported.
 */
public final class LeakWatch implements BeforeAllCallback, AfterAllCallback {
  private static final List<String> REPORTS = new CopyOnWriteArrayList<>();
  private static final AtomicInteger MARKS = new AtomicInteger();

  static {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    var reports =
        new AppenderBase<ILoggingEvent>() {
          @Override
          protected void append(ILoggingEvent event) {
            REPORTS.add(event.getFormattedMessage());
          }
        };
    reports.start();
    var log = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    log.addAppender(reports);
    // What is found is told by the failure.
    log.setAdditive(false);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    // The appender stands from the first class on.
  }

  @Override
  public void afterAll(ExtensionContext context) {
    var mark = "leaked by LeakWatch " + MARKS.incrementAndGet();
    leak(mark);
    Awaiting.until(
        () -> {
          System.gc();
          // A report is made when the next buffer is allocated.
          PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
          return REPORTS.stream().anyMatch(report -> report.contains(mark));
        });
    assertThat(REPORTS.stream().filter(report -> !report.contains("leaked by LeakWatch")).toList())
        .as("buffers that were not released")
        .isEmpty();
  }

  private static void leak(String mark) {
    PooledByteBufAllocator.DEFAULT.directBuffer(16).touch(mark);
  }
}
