/** Holds the program against the contract of its HTTP interface, and the contract against it. */
package io.dromedary.contract;
