package io.dromedary.tracing;

import io.dromedary.edit.EditId;
import io.dromedary.edit.Outcome.Status;
import io.dromedary.log.EditTraces;
import io.dromedary.log.WriterLog;
import io.dromedary.redis.streams.RedisStreamsEntry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Makes the spans of edits between the streams. A group has a span of its own; each traced edit has
 * one in its own trace, linked to that of the group, from when the writer turns to it until it is
 * committed, and another until it is published. Does nothing until {@link #start}. Thread-safe.
 */
final class TracedEdits implements EditTraces {
  /** So many edits may be between the streams; older ones, as of a Redis that is away, end. */
  private static final int MOST = 10_000;

  private static final TextMapGetter<Map<String, String>> FIELDS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> fields) {
          return fields.keySet();
        }

        @Override
        public String get(Map<String, String> fields, String key) {
          return fields.get(key);
        }
      };

  private final TextMapPropagator propagator = new SampledContext();
  private final NavigableMap<EditId, Traced> edits = new TreeMap<>();
  private volatile Tracer tracer;
  private Span group = Span.getInvalid();

  /** An edit between the streams: the span of its group, and that of its publication, or null. */
  private record Traced(Span applied, Span published) {
    void fail(String reason) {
      Span last = published == null ? applied : published;
      last.setStatus(StatusCode.ERROR, reason).end();
    }
  }

  /** Makes spans from now on. */
  void start(Tracer with) {
    tracer = with;
  }

  @Override
  public void taken(List<RedisStreamsEntry> entries) {
    if (tracer != null) {
      begin(
          entries.stream().filter(entry -> entry.fields().containsKey(WriterLog.TRACE)).toList(),
          entries.size());
    }
  }

  private synchronized void begin(List<RedisStreamsEntry> traced, int groupSize) {
    group.end();
    if (traced.isEmpty()) {
      group = Span.getInvalid();
      return;
    }
    group =
        tracer
            .spanBuilder("group")
            .setNoParent()
            .setAttribute("messaging.batch.message_count", groupSize)
            .startSpan();
    for (RedisStreamsEntry entry : traced) {
      Context parent = propagator.extract(Context.root(), entry.fields(), FIELDS);
      Span span =
          tracer
              .spanBuilder("apply")
              .setParent(parent)
              .setSpanKind(SpanKind.CONSUMER)
              .addLink(group.getSpanContext())
              .setAttribute("messaging.system", "redis")
              .setAttribute("messaging.message.id", entry.id())
              .setAttribute("messaging.batch.message_count", groupSize)
              .startSpan();
      Traced former = edits.put(EditId.parse(entry.id()), new Traced(span, null));
      if (former != null) {
        former.fail("The group was not committed");
      }
    }
    while (edits.size() > MOST) {
      edits.pollFirstEntry().getValue().fail("It waits too long for being published");
    }
  }

  @Override
  public Map<String, String> committed(EditId id, Status status) {
    return tracer == null ? Map.of() : publishing(id, status);
  }

  private synchronized Map<String, String> publishing(EditId id, Status status) {
    group.end();
    Traced traced = edits.get(id);
    if (traced == null) {
      return Map.of();
    }
    if (traced.published() == null) {
      traced.applied().setAttribute("dromedary.edit.status", status.code()).end();
      SpanBuilder span =
          tracer
              .spanBuilder("publish")
              .setParent(Context.root().with(traced.applied()))
              .setSpanKind(SpanKind.PRODUCER)
              .setAttribute("messaging.system", "redis")
              .setAttribute("messaging.message.id", id.toString());
      traced = new Traced(traced.applied(), span.startSpan());
      edits.put(id, traced);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    propagator.inject(Context.root().with(traced.published()), fields, Map::put);
    return fields;
  }

  @Override
  public void published(EditId last) {
    if (tracer != null) {
      end(last);
    }
  }

  private synchronized void end(EditId last) {
    NavigableMap<EditId, Traced> done = edits.headMap(last, true);
    done.values()
        .forEach(edit -> (edit.published() == null ? edit.applied() : edit.published()).end());
    done.clear();
  }
}
