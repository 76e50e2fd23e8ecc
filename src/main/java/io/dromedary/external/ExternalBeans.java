package io.dromedary.external;

import io.dromedary.outbound.OutboundGuard;
import io.dromedary.settings.SettingGroup;
import io.dromedary.settings.SettingValues;
import io.dromedary.sheet.CellParser;
import io.dromedary.sheet.SheetViews;
import java.util.LinkedHashMap;
import java.util.Map;

/** The beans that the routes for references to other instances name. */
public final class ExternalBeans {
  private static final int CACHED_CHARACTERS = 4 << 20;

  /** What can be set. */
  public static final SettingGroup SETTINGS = ExternalSettings.GROUP;

  private ExternalBeans() {}

  /**
   * Makes the beans, by the names under which they go into Camel's registry.
   *
   * @param guard says what may be called
   * @param sheets the cells as they are
   * @param values of {@link #SETTINGS}
   */
  public static Map<String, Object> of(
      OutboundGuard guard, CellParser parser, SheetViews sheets, SettingValues values) {
    OwnUrls urls = new OwnUrls();
    ExternalReferences references = new ExternalReferences(parser, sheets, urls);
    ExternalRefreshes refreshes = new ExternalRefreshes(references, urls);
    ExternalFetch fetch = new ExternalFetch(references, refreshes);
    ExternalCache cache = new ExternalCache(CACHED_CHARACTERS);
    Map<String, Object> beans = new LinkedHashMap<>();
    beans.put("externalFetch", fetch);
    beans.put("externalRequests", new ExternalRequests(guard, cache));
    beans.put("externalAnswers", new ExternalAnswers(cache));
    beans.put("externalWebhook", new ExternalWebhook(refreshes, urls));
    beans.put(
        "externalLifecycle",
        new ExternalLifecycle(ExternalSettings.of(values), urls, fetch, refreshes));
    return beans;
  }
}
