package io.dromedary.reply;

import java.util.LinkedHashMap;
import java.util.Map;
import org.redisson.api.RedissonClient;

/** The beans that routes name to answer edits. */
public final class ReplyBeans {
  private ReplyBeans() {}

  /**
   * Makes the beans, by the names under which they go into Camel's registry.
   *
   * @param board the latest outcomes; it becomes the bean {@code outcomeBoard}
   * @param requests the stream of edits
   */
  public static Map<String, Object> of(OutcomeBoard board, RedissonClient redis, String requests) {
    Map<String, Object> beans = new LinkedHashMap<>();
    beans.put("outcomeBoard", board);
    beans.put("awaitOutcome", new AwaitOutcome(board));
    beans.put("editReply", new EditReply());
    beans.put("editLookup", new EditLookup(redis, requests));
    beans.put("updatesFeed", new UpdatesFeed(board));
    beans.put("sheetReply", new SheetReply());
    beans.put("sheetProblem", new SheetProblem());
    return beans;
  }
}
