package io.dromedary.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * An edit that a client wants to be made.
 *
 * @param name tells it from every other; the log keeps it in the field {@code user}
 * @param edit its JSON
 * @param increment what it adds to the total of its measure if it is applied, where that is known
 */
record Attempt(String name, ObjectNode edit, Optional<BigDecimal> increment) {}
