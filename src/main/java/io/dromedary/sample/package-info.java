/** The sample data that a first start creates. The program's start alone calls it. */
package io.dromedary.sample;
