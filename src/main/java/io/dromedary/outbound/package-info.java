/**
 * Requests to the world: which addresses may be called, and the HTTP client that keeps to that.
 * {@link io.dromedary.outbound.OutboundSetup} puts it into Camel as the components {@code http} and
 * {@code https}; {@link io.dromedary.outbound.OutboundGuard} refuses a bad URL before anything is
 * called. Whoever calls somebody else's server goes through here.
 */
package io.dromedary.outbound;
