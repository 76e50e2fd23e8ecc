/**
 * What browsers and people read: the live page, a grid of a cube's totals that people edit
 * together; the contract of the HTTP interface with a page that shows it; and what problems mean.
 * This package only hands out files; the pages themselves use the same HTTP interface as everybody
 * else. Only the routes call it.
 */
package io.dromedary.web;
