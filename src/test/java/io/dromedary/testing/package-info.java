/** What tests of the whole program share: a running one, and a client for it. */
package io.dromedary.testing;
