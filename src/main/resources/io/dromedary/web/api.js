// The HTTP interface, as everybody uses it.
import { parseExactly } from './decimals.js';

const CELLS = '/cubes/sales/cells';

/** A refusal: `document` is the problem (RFC 9457). */
export class Refusal extends Error {
  constructor(document) {
    super(document.detail ?? document.title);
    this.document = document;
  }
}

async function send(path, options = {}) {
  const response = await fetch(path, { cache: 'no-store', ...options });
  if (response.status === 304) return null;
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('Content-Type') ?? '');
  if (response.ok && isJson) return parseExactly(text);
  throw new Refusal(
      isJson ? parseExactly(text) : { status: String(response.status), title: `The server answers ${response.status}` });
}

function uniqueKey() {
  // randomUUID exists in secure contexts only, and a colleague's http://server:8080 is none.
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function readCube() {
  const cubes = (await send('/cubes')).data;
  return cubes.find((cube) => cube.name === 'sales');
}

/** The totals of a view, or null if they are still those of `version`. */
export function readCells(view, version) {
  const query = new URLSearchParams({ measure: view.measure, rows: view.rows.join(), columns: view.columns.join() });
  if (view.filter) query.set('filter', view.filter);
  return send(`${CELLS}?${query}`, version ? { headers: { 'If-None-Match': `"${version}"` } } : {});
}

export const writeCell = (edit) => send(CELLS, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'Idempotency-Key': uniqueKey() },
  body: JSON.stringify(edit),
});

export const previewCell = (edit) => send(`${CELLS}?preview=true`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(edit),
});

export const readEdit = (id) => send(`/edits/${encodeURIComponent(id)}`);

/** The rows changed since a cursor, waiting for the first; without a cursor the latest ones. */
export function readUpdates(cursor, seconds = 0) {
  const query = new URLSearchParams({ limit: '1000' });
  if (cursor) query.set('since', cursor);
  if (seconds) query.set('wait', String(seconds));
  return send(`/get_updates?${query}`, { signal: AbortSignal.timeout((seconds + 15) * 1000) });
}
