/**
 * What happens before the first route runs: settings, the data folder, Redis, the database, the
 * beans that routes use. Only {@link io.dromedary.Dromedary}, the Camel Main of others and tests
 * call it.
 */
package io.dromedary.start;
