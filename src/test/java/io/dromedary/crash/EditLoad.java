package io.dromedary.crash;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Several clients that edit at the same time until they are stopped. */
final class EditLoad implements AutoCloseable {
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final Ledger ledger;

  private EditLoad(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Starts the clients.
   *
   * @param program where it is to be reached at the moment
   */
  static EditLoad start(int clients, long seed, Supplier<URI> program) {
    return start(new Ledger(), 0, clients, seed, program);
  }

  /**
   * Starts clients after others.
   *
   * @param ledger what those have noted, to which these add
   * @param before how many there were
   */
  static EditLoad start(Ledger ledger, int before, int clients, long seed, Supplier<URI> program) {
    EditLoad load = new EditLoad(ledger);
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    for (int number = 0; number < clients; number++) {
      Thread thread =
          new Thread(
              new EditClient(
                  "client " + (before + number),
                  http,
                  program,
                  load.ledger,
                  new Random(seed + number),
                  load.stopped));
      thread.setDaemon(true);
      thread.start();
      load.threads.add(thread);
    }
    return load;
  }

  Ledger ledger() {
    return ledger;
  }

  /** Waits until the clients have got so many answers more. */
  void awaitAnswers(int more, Duration limit) {
    int answers = ledger.answerCount() + more;
    await("%d answers".formatted(answers))
        .atMost(limit)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> ledger.answerCount() >= answers);
  }

  /** Lets each client get its last answers, for which the program must run. */
  void stop() {
    stopped.countDown();
    await("the last answers")
        .atMost(LAST_ANSWERS)
        .until(() -> threads.stream().noneMatch(Thread::isAlive));
  }

  @Override
  public void close() {
    stopped.countDown();
    threads.forEach(Thread::interrupt);
  }
}
