/**
 * The HTTP edge: the server that Camel's {@code platform-http} runs on, a consumer that lets a
 * request wait without a thread, request identifiers, and problems as {@code
 * application/problem+json}. {@link io.dromedary.http.HttpServerSetup} installs all of it; routes
 * use it through {@code platform-http} and the bean {@code problemReply}. It knows no edit, only
 * the package {@code edit} with its problems.
 */
package io.dromedary.http;
