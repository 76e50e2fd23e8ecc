// The live connection: a long poll that goes on, and comes back after a break.
import { readUpdates } from './api.js';

const PATIENCE_SECONDS = 25;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15000;

/**
 * Follows the changes after a cursor for as long as the page is open.
 *
 * @param {string} cursor the version of the first read
 * @param {{changed: (rows: object[]) => void, state: (name: string) => void}} listener
 */
export async function follow(cursor, listener) {
  let pause = FIRST_PAUSE;
  listener.state('live');
  for (;;) {
    try {
      const page = (await readUpdates(cursor, PATIENCE_SECONDS)).data;
      cursor = page.cursor;
      pause = FIRST_PAUSE;
      listener.state('live');
      if (page.updates.length > 0) listener.changed(page.updates);
    } catch {
      listener.state(navigator.onLine ? 'reconnecting' : 'offline');
      await new Promise((resume) => {
        setTimeout(resume, pause * (0.75 + Math.random() / 2));
        addEventListener('online', resume, { once: true });
      });
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }
}
