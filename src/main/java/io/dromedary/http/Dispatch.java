package io.dromedary.http;

/** The thread on which a route starts. */
enum Dispatch {
  /** A worker of Vert.x: the route may block. */
  WORKER,
  /** The connection's event loop: a route that blocks there stalls other connections. */
  EVENT_LOOP
}
