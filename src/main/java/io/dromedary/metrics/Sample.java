package io.dromedary.metrics;

import org.apache.camel.CamelContext;

/** Numbers that are read once for each answer, because reading them asks somebody else. */
interface Sample {
  /** Reads them; what cannot be read becomes NaN. */
  void refresh(CamelContext context);
}
