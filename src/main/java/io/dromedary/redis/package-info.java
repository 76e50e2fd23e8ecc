/**
 * Where Redis is and how the program reaches it: the server of its own that it starts when none is
 * configured, the settings read from {@code redis.url}, the client made from them, and the position
 * of a stream. Any package above {@code edit} may use it; it knows no route.
 */
package io.dromedary.redis;
