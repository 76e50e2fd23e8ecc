// The live page: ties the grid, the editor, the feed and the controls together.
import { readCells, readCube, readUpdates, Refusal } from './api.js';
import { scaleOf } from './decimals.js';
import { Editor } from './editor.js';
import { follow } from './feed.js';
import { Grid } from './grid.js';
import { history } from './history.js';
import { spoken } from './regions.js';

const ROWS = [['brand', 'family'], ['supplier', 'brand', 'family'], ['province', 'city']];
const COLUMNS = ['invoice_date_month'];
const GATHERING_MILLIS = 120;

const byId = (id) => document.getElementById(id);

async function patiently(read) {
  for (;;) {
    try {
      return await read();
    } catch {
      connection('reconnecting');
      await new Promise((resume) => setTimeout(resume, 2000));
    }
  }
}

function connection(state) {
  const shown = byId('connection');
  if (shown.dataset.state === state) return;
  shown.dataset.state = state;
  shown.textContent = state;
}

function filterProblem(failure, filter) {
  const shown = byId('filter-problem');
  const { detail, position, token } = failure?.document ?? {};
  shown.hidden = !failure;
  byId('filter').setAttribute('aria-invalid', String(Boolean(failure)));
  shown.replaceChildren(failure ? detail ?? failure.message : '');
  if (position === undefined) return;
  const at = Number(position);
  const code = document.createElement('code');
  const mark = document.createElement('mark');
  mark.textContent = filter.slice(at, at + (token?.length || 1)) || '\u2423';
  code.append(filter.slice(0, at), mark, filter.slice(at + (token?.length || 1)));
  shown.prepend(code, ' ');
}

function viewOfAddress(cube) {
  const query = new URLSearchParams(location.search);
  const measure = cube.measures.find((each) => each.name === query.get('measure')) ?? cube.measures[0];
  const rows = ROWS.find((levels) => levels.join() === query.get('rows')) ?? ROWS[0];
  return { measure: measure.name, rows, columns: COLUMNS, filter: query.get('filter') ?? '', scale: scaleOf(measure.type) };
}

async function start() {
  const cube = await patiently(readCube);
  const grid = new Grid(byId('grid'));
  let view = viewOfAddress(cube);
  // An edit is of what can be seen, not of what has been asked for since.
  let shown = view;
  let version = null;
  let reading = Promise.resolve();
  let gathering = null;

  // One read at a time, so that an older answer never replaces a newer one.
  const refresh = () => (reading = reading.catch(() => {}).then(async () => {
    const asked = view;
    try {
      const totals = await readCells(asked, version);
      if (asked !== view) return;
      filterProblem(null);
      if (!totals) return;
      version = totals.version;
      grid.show(totals, asked.scale);
      shown = asked;
    } catch (failure) {
      if (failure instanceof Refusal && asked.filter) filterProblem(failure, asked.filter);
      else if (version === null) throw failure;
    }
  }));
  const editor = new Editor(grid, byId('note'), () => shown, refresh);
  const look = (change) => {
    editor.close();
    view = { ...view, ...change };
    version = null;
    globalThis.history.replaceState(null, '', `?${new URLSearchParams({ measure: view.measure, rows: view.rows.join(), filter: view.filter })}`);
    return refresh();
  };

  controls(cube, view, look);
  await patiently(refresh);
  const edits = history(byId('history'), byId('history-empty'), cube.measures);
  const latest = await patiently(() => readUpdates());
  edits.changed(latest.data.updates);
  follow(version ?? cube.version, {
    state: connection,
    changed: (rows) => {
      edits.changed(rows);
      gathering ??= setTimeout(() => {
        gathering = null;
        refresh();
      }, GATHERING_MILLIS);
    },
  });
}

function controls(cube, view, look) {
  for (const measure of cube.measures) {
    const label = document.createElement('label');
    const choice = document.createElement('input');
    Object.assign(choice, { type: 'radio', name: 'measure', value: measure.name, checked: measure.name === view.measure });
    choice.addEventListener('change', () => look({ measure: measure.name, scale: scaleOf(measure.type) }));
    label.append(choice, spoken(measure.name));
    byId('measures').append(label);
  }
  const rows = byId('rows');
  for (const levels of ROWS) rows.append(new Option(levels.join(' › '), levels.join()));
  rows.value = view.rows.join();
  rows.addEventListener('change', () => look({ rows: rows.value.split(',') }));
  const filter = byId('filter');
  const apply = () => look({ filter: filter.value.trim() });
  filter.value = view.filter;
  filter.addEventListener('change', apply);
  filter.addEventListener('search', apply);
  byId('filter-form').addEventListener('submit', (event) => event.preventDefault());
}

start();
