// The list of the last edits, by anybody.
import { readEdit } from './api.js';
import { format, scaleOf } from './decimals.js';
import { caption, spoken } from './regions.js';

const LONGEST = 20;

/** Makes the list in an element. */
export function history(list, whenEmpty, measures) {
  const shown = new Set();
  let last = Promise.resolve();

  const add = async (id) => {
    const item = document.createElement('li');
    try {
      item.append(...lines(id, await readEdit(id), measures));
    } catch {
      item.append(...heading(id, 'An edit'));
    }
    list.prepend(item);
    whenEmpty.hidden = true;
    while (list.children.length > LONGEST) list.lastElementChild.remove();
  };

  return {
    /** Adds the edits that changed rows, oldest first. */
    changed(rows) {
      const ids = [...new Set(rows.map((row) => row.id))].filter((id) => !shown.has(id));
      ids.forEach((id) => shown.add(id));
      last = ids.slice(-LONGEST).reduce((before, id) => before.then(() => add(id)), last);
    },
  };
}

function lines(id, outcome, measures) {
  const request = outcome.edit;
  const measure = measures.find((each) => each.name === request.column);
  const scale = measure ? scaleOf(measure.type) : 0;
  const change = document.createElement('p');
  const total = document.createElement('strong');
  total.textContent = format(outcome.new_total, scale) || String(request.value ?? '');
  change.className = 'change';
  change.append(outcome.old_total === undefined ? '' : `${format(outcome.old_total, scale)} → `, total);
  const how = document.createElement('p');
  how.className = 'how';
  how.textContent = [request.user, spoken(request.method ?? 'proportional'),
    `${format(outcome.rows)} ${outcome.rows === '1' ? 'row' : 'rows'}`].filter(Boolean).join(' · ');
  return [...heading(id, `${spoken(request.column)} of ${place(request)}`), change, how];
}

function heading(id, text) {
  const made = new Date(parseInt(id, 10));
  const time = document.createElement('time');
  time.dateTime = made.toISOString();
  time.textContent = made.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
  const what = document.createElement('p');
  what.className = 'what';
  what.textContent = text;
  return [time, what];
}

function place(request) {
  if (!request.region) return request.condition || 'everything';
  const members = Object.values(request.region).flat().map(caption);
  return members.join(', ') || 'everything';
}
