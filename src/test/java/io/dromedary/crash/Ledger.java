package io.dromedary.crash;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** All that the clients tried and were told. Thread-safe. */
final class Ledger {
  private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Set<String> assured = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();
  private final AtomicInteger lost = new AtomicInteger();

  void attempt(Attempt attempt) {
    attempts.put(attempt.name(), attempt);
  }

  void answered(Answer answer) {
    answers.add(answer);
  }

  /** The client has repeated the edit under its key until there was an answer. */
  void assured(Attempt attempt) {
    assured.add(attempt.name());
  }

  /** The edit was refused before the log. */
  void refused(Attempt attempt) {
    refused.add(attempt.name());
  }

  /** There was no answer, or one that leaves open what became of the request. */
  void lost() {
    lost.incrementAndGet();
  }

  /** The program had taken the connection, and closed it without an answer. */
  void broken(String what) {
    broken.add(what);
  }

  /** Something happened that must not. */
  void failed(String what) {
    failures.add(what);
  }

  Optional<Attempt> find(String name) {
    return Optional.ofNullable(attempts.get(name));
  }

  /** The attempts that have become an edit or were refused, without any doubt. */
  Set<String> assuredNames() {
    return assured;
  }

  List<Answer> answers() {
    return List.copyOf(answers);
  }

  int answerCount() {
    return answers.size() + refused.size();
  }

  Set<String> refusedNames() {
    return refused;
  }

  /** The requests whose connections the program closed without an answer. */
  List<String> brokenRequests() {
    return List.copyOf(broken);
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  int lostAnswers() {
    return lost.get();
  }
}
