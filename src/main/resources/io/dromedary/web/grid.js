// The grid: a tree of rows, a column per month, a total in every direction.
import { format } from './decimals.js';
import { caption, narrowed } from './regions.js';

const key = (members) => JSON.stringify(members);

function element(name, role, attributes = {}) {
  const made = document.createElement(name);
  if (role) made.setAttribute('role', role);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

export class Grid extends EventTarget {
  #table;
  #lines = [];
  #columns = [];
  #expanded = new Set();
  #shape = '';
  #scale = 0;
  #active = null;

  constructor(table) {
    super();
    this.#table = table;
    table.addEventListener('keydown', (event) => this.#keydown(event));
    table.addEventListener('click', (event) => this.#click(event));
    table.addEventListener('focusin', (event) => this.#activate(event.target.closest('th, td')));
  }

  /** Shows totals. The same rows and columns as before keep their cells, and those that changed flash. */
  show(totals, scale) {
    const columns = totals.column_members.map((members, index) =>
      narrowed(members, totals.columns, totals.column_depths[index]));
    const rows = totals.data.map((row) => narrowed(row.members, totals.rows, row.depth));
    const shape = key([totals.measures, totals.rows, columns, rows]);
    this.#scale = scale;
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#columns = columns;
      this.#build(totals, rows);
    } else {
      this.#update(totals);
    }
  }

  #build(totals, rows) {
    const focused = this.#table.contains(document.activeElement);
    const at = this.#active && [this.#active.parentElement.dataset.row, this.#active.cellIndex];
    const head = element('tr', 'row', { 'aria-rowindex': '1' });
    head.append(this.#heading(totals.rows.map((level) => level.replaceAll('_', ' ')).join(' › '), 'corner'));
    this.#columns.forEach((members) => head.append(
        this.#heading(members.length ? caption(members.at(-1)[1]) : 'Total', members.length ? '' : 'total')));
    this.#table.tHead.replaceChildren(head);
    this.#lines = totals.data.map((row, index) => this.#line(row, rows[index], rows[index + 1], index));
    this.#table.tBodies[0].replaceChildren(...this.#lines.map((line) => line.element));
    this.#table.setAttribute('aria-rowcount', String(this.#lines.length + 1));
    this.#table.setAttribute('aria-colcount', String(this.#columns.length + 1));
    this.#fold();
    const line = at && this.#lines.find((each) => each.key === at[0] && !each.element.hidden);
    this.#activate(line?.element.cells[at[1]] ?? this.#lines[0].element.cells[1]);
    if (focused) this.#active.focus();
  }

  #heading(text, style) {
    const heading = element('th', 'columnheader', { scope: 'col' });
    heading.className = style;
    heading.textContent = text;
    return heading;
  }

  #line(row, members, next, index) {
    const depth = Number(row.depth);
    const line = { key: key(members), members, depth, cells: row.cells, isParent: (next?.length ?? 0) > depth && depth > 0 };
    line.element = element('tr', 'row', { 'aria-level': String(depth + 1), 'aria-rowindex': String(index + 2) });
    line.element.dataset.row = line.key;
    line.element.className = depth === 0 ? 'grand' : line.isParent ? 'parent' : 'leaf';
    const name = element('th', 'rowheader', { scope: 'row', tabindex: '-1' });
    const label = element('span');
    label.className = `label depth-${depth}`;
    label.textContent = depth === 0 ? 'Total' : caption(members.at(-1)[1]);
    name.title = label.textContent;
    name.append(label);
    line.element.append(name);
    this.#columns.forEach((column, at) => {
      const cell = element('td', 'gridcell', { tabindex: '-1' });
      cell.className = column.length ? '' : 'total';
      cell.textContent = format(row.cells[at], this.#scale);
      line.element.append(cell);
    });
    return line;
  }

  #update(totals) {
    const changed = [];
    totals.data.forEach((row, index) => {
      const line = this.#lines[index];
      row.cells.forEach((value, at) => {
        if (line.cells[at] === value) return;
        const cell = line.element.cells[at + 1];
        if (!cell.classList.contains('editing')) cell.textContent = format(value, this.#scale);
        changed.push(cell);
      });
      line.cells = row.cells;
    });
    changed.forEach((cell) => cell.classList.remove('flash'));
    // Only a layout in between starts an animation anew.
    void this.#table.offsetWidth;
    changed.forEach((cell) => cell.classList.add('flash'));
  }

  #fold() {
    let closedAt = Infinity;
    for (const line of this.#lines) {
      line.element.hidden = line.depth > closedAt;
      if (line.depth <= closedAt) closedAt = Infinity;
      if (!line.isParent) continue;
      const open = this.#expanded.has(line.key);
      line.element.setAttribute('aria-expanded', String(open));
      if (!open && !line.element.hidden) closedAt = line.depth;
    }
  }

  #toggle(line, open = !this.#expanded.has(line.key)) {
    if (!line.isParent) return;
    this.#expanded[open ? 'add' : 'delete'](line.key);
    this.#fold();
    this.dispatchEvent(new Event('folded'));
  }

  /** The cell of an element: what it is of, and the value that is shown. */
  cellAt(cell) {
    const line = this.#lines.find((each) => each.element === cell.parentElement);
    const at = cell.cellIndex - 1;
    const members = [...line.members, ...this.#columns[at]];
    return { members, value: line.cells[at], caption: members.map(([, member]) => caption(member)).join(' · ') || 'Total' };
  }

  /** Shows a cell's value again after it has been edited. */
  restore(cell) {
    cell.classList.remove('editing');
    cell.textContent = format(this.cellAt(cell).value, this.#scale);
  }

  #activate(cell) {
    if (!cell || cell === this.#active || !this.#table.tBodies[0].contains(cell)) return;
    this.#active?.setAttribute('tabindex', '-1');
    this.#active = cell;
    cell.setAttribute('tabindex', '0');
  }

  /** Moves the focus; returns whether there was somewhere to go. */
  move(down, right, from = this.#active) {
    const visible = this.#lines.filter((line) => !line.element.hidden);
    const row = visible[visible.findIndex((line) => line.element === from.parentElement) + down];
    const cell = row?.element.cells[from.cellIndex + right];
    cell?.focus();
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return Boolean(cell);
  }

  #click(event) {
    const cell = event.target.closest('th, td');
    if (!cell || !this.#table.tBodies[0].contains(cell) || cell.classList.contains('editing')) return;
    cell.focus();
    if (cell.tagName === 'TD') this.#edit(cell);
    else this.#toggle(this.#lineOf(cell));
  }

  #lineOf(cell) {
    return this.#lines.find((line) => line.element === cell.parentElement);
  }

  #edit(cell, typed) {
    this.dispatchEvent(new CustomEvent('edit', { detail: { cell, typed } }));
  }

  #keydown(event) {
    const cell = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || !cell.matches('tbody th, tbody td')) return;
    if (this.#handle(event, cell)) event.preventDefault();
  }

  #handle(event, cell) {
    const isName = cell.tagName === 'TH';
    const line = this.#lineOf(cell);
    const open = this.#expanded.has(line.key);
    switch (event.key) {
      case 'ArrowDown': return this.move(1, 0) || true;
      case 'ArrowUp': return this.move(-1, 0) || true;
      case 'ArrowRight':
        if (isName && line.isParent && !open) return this.#toggle(line, true) ?? true;
        return this.move(0, 1) || true;
      case 'ArrowLeft':
        if (isName) return this.#toggle(line, false) ?? true;
        return this.move(0, -1) || true;
      case 'Tab': return this.move(0, event.shiftKey ? -1 : 1);
      case 'Home': return this.move(0, -cell.cellIndex) || true;
      case 'End': return this.move(0, this.#columns.length - cell.cellIndex) || true;
      case 'Enter': case 'F2': case ' ':
        if (isName) this.#toggle(line);
        else this.#edit(cell);
        return true;
      default:
        if (isName || !/^[-+.\d]$/.test(event.key)) return false;
        this.#edit(cell, event.key);
        return true;
    }
  }
}
