/**
 * The folder of routes while the program runs: takes over what operators save there, keeps the last
 * good version of what cannot be used, and tells of both. Only the start and the route that answers
 * {@code GET /admin/routes} call it.
 */
package io.dromedary.reload;
