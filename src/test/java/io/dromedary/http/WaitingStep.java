package io.dromedary.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** An asynchronous step that keeps every exchange until the test lets it go on. */
final class WaitingStep extends AsyncProcessorSupport {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    waiting.add(
        () -> {
          exchange.getMessage().setBody("done");
          callback.done(false);
        });
    return false;
  }

  int size() {
    return waiting.size();
  }

  /** Lets all go on, on the calling thread. */
  void releaseAll() {
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      next.run();
    }
  }
}
