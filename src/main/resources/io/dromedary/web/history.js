// The list of the last edits, by anybody.
import { readEdit } from './api.js';
import { format, scaleOf } from './decimals.js';
import { caption, spoken } from './regions.js';

const LONGEST = 20;

/** What became of cells of formula sheets, by the type of the edit. */
const SHEET_EDITS = {
  set_formula_cells: 'written',
  refresh_externals: 'changed elsewhere',
  delete_formula_cell: 'deleted',
  delete_sheet: 'deleted',
};

/** Makes the list in an element. */
export function history(list, whenEmpty, measures) {
  const shown = new Set();
  let last = Promise.resolve();

  const add = async (id) => {
    const item = document.createElement('li');
    try {
      const outcome = await readEdit(id);
      item.append(...(outcome.edit.sheet === undefined ? lines(id, outcome, measures) : sheetLines(id, outcome)));
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
  const before = outcome.old_total === undefined ? '' : `${format(outcome.old_total, scale)} → `;
  const now = format(outcome.new_total, scale) || String(request.value ?? '');
  const how = [request.user, spoken(request.method ?? 'proportional'), counted(outcome.rows, 'row')];
  return [...heading(id, `${spoken(request.column)} of ${place(request)}`), ...change(before, now, how)];
}

function sheetLines(id, outcome) {
  const request = outcome.edit;
  const written = Object.keys(outcome.cells ?? {});
  const cell = written.length === 1 ? written[0] : request.cell;
  const what = cell ?? (written.length > 1 ? counted(String(written.length), 'cell') : 'everything');
  const how = [request.user, SHEET_EDITS[request.type] ?? spoken(request.type), counted(outcome.rows, 'cell')];
  return [...heading(id, `${what} of the sheet ${request.sheet}`), ...change('', outcome.cells?.[cell]?.result ?? '', how)];
}

function counted(number, noun) {
  return `${format(number)} ${noun}${number === '1' ? '' : 's'}`;
}

function change(before, now, how) {
  const made = document.createElement('p');
  const total = document.createElement('strong');
  total.textContent = now;
  made.className = 'change';
  made.append(before, total);
  const note = document.createElement('p');
  note.className = 'how';
  note.textContent = how.filter(Boolean).join(' · ');
  return [made, note];
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
