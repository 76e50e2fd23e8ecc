// Editing a cell in place: the value, how it is spread, what it would do, and what came of it.
import { previewCell, Refusal, writeCell } from './api.js';
import { format, plain } from './decimals.js';
import { figures } from './figures.js';
import { spoken, target } from './regions.js';

const METHODS = {
  proportional: 'New total, spread as it is now',
  equal: 'New total, the same in each row',
  add_equal: 'Amount to add, the same to each row',
  add_proportional: 'Amount to add, spread as it is now',
  percent: 'Change in percent, 2 for two percent more',
  repeat: 'Value of each row',
  clear: 'Each row becomes 0',
};
const TAKES_TOTAL = new Set(['proportional', 'equal']);
const NOTICE_MILLIS = 5000;

function made(name, text, style) {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  if (style) element.className = style;
  return element;
}

function button(text, action, style = '') {
  const element = made('button', text, style);
  element.type = 'button';
  element.addEventListener('click', action);
  return element;
}

export class Editor {
  #grid;
  #note;
  #view;
  #applied;
  #open = null;
  #notice;

  /**
   * Makes the editor of a grid.
   *
   * @param {() => {measure: string, filter: string, scale: number}} view what the grid shows
   * @param {() => Promise<void>} applied reads the totals again
   */
  constructor(grid, note, view, applied) {
    this.#grid = grid;
    this.#note = note;
    this.#view = view;
    this.#applied = applied;
    grid.addEventListener('edit', (event) => this.#begin(event.detail.cell, event.detail.typed));
    grid.addEventListener('folded', () => this.close());
    note.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#cancel();
    });
    document.addEventListener('pointerdown', (event) => this.#clickedElsewhere(event));
  }

  #begin(cell, typed) {
    this.close();
    const { members, value, caption } = this.#grid.cellAt(cell);
    const input = made('input');
    const method = made('select');
    const initial = value ?? '';
    for (const code of Object.keys(METHODS)) method.append(new Option(spoken(code), code));
    input.type = 'text';
    input.inputMode = 'decimal';
    input.autocomplete = 'off';
    input.value = typed ?? initial;
    input.setAttribute('aria-label', `${caption}, new value`);
    cell.classList.remove('flash');
    cell.classList.add('editing');
    cell.replaceChildren(input);
    this.#open = { cell, members, caption, seen: value, input, method, initial };
    input.addEventListener('keydown', (event) => this.#keydown(event));
    method.addEventListener('change', () => this.#methodChanged());
    this.#form();
    input.focus();
    if (typed === undefined) input.select();
  }

  #form() {
    const { caption, method, cell } = this.#open;
    const label = made('label', 'Spread ');
    const hint = made('p', METHODS[method.value], 'hint');
    const buttons = made('p', '', 'buttons');
    label.append(method);
    buttons.append(
        button('Apply', () => this.#commit(), 'primary'),
        button('Preview', () => this.#preview()),
        button('Cancel', () => this.#cancel()));
    this.#show(cell, 'form', made('h3', caption), label, hint, buttons);
  }

  #methodChanged() {
    const { input, method, initial } = this.#open;
    input.disabled = method.value === 'clear';
    input.value = TAKES_TOTAL.has(method.value) ? initial : '';
    this.#note.querySelector('.hint').textContent = METHODS[method.value];
    this.#note.querySelector('.figures')?.remove();
    if (!input.disabled) input.focus();
  }

  #keydown(event) {
    event.stopPropagation();
    const { cell } = this.#open;
    const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], Tab: [0, event.shiftKey ? -1 : 1] }[event.key];
    if (event.key === 'Escape') this.#cancel();
    else if (event.key === 'Enter') this.#commit();
    else if (step) this.#leave(() => this.#grid.move(...step, cell));
    else return;
    event.preventDefault();
  }

  #isChanged() {
    const { input, initial } = this.#open;
    return input.value.trim() !== '' && input.value !== initial;
  }

  #leave(move) {
    if (this.#isChanged()) this.#commit();
    else this.close();
    move();
  }

  #clickedElsewhere(event) {
    if (this.#open && !this.#note.contains(event.target) && !this.#open.cell.contains(event.target)) {
      this.#leave(() => {});
    }
  }

  #cancel() {
    const cell = this.#open?.cell ?? this.#note.anchor;
    this.close();
    cell?.focus();
  }

  /** Ends editing without writing anything. */
  close() {
    if (this.#open) this.#grid.restore(this.#open.cell);
    this.#open = null;
    clearTimeout(this.#notice);
    this.#note.hidden = true;
  }

  #edit() {
    const { members, seen, input, method } = this.#open;
    const { measure, filter } = this.#view();
    const edit = { measure, ...target(members, filter), method: method.value };
    if (method.value !== 'clear') edit.value = plain(input.value);
    if (seen !== null) edit.expected = seen;
    return edit;
  }

  async #preview() {
    const opened = this.#open;
    const buttons = this.#note.querySelector('.buttons');
    let result;
    try {
      result = figures(await previewCell(this.#edit()), this.#view().scale);
    } catch (failure) {
      result = this.#explanation(failure);
    }
    if (this.#open !== opened) return;
    this.#note.querySelectorAll('.figures, .problem').forEach((old) => old.remove());
    buttons.before(result);
    this.#place(opened.cell);
  }

  #commit() {
    if (!this.#isChanged() && this.#open.method.value === 'proportional') return this.#cancel();
    const { cell } = this.#open;
    const edit = this.#edit();
    this.close();
    cell.focus();
    return this.#write(cell, edit);
  }

  async #write(cell, edit) {
    const { scale } = this.#view();
    cell.classList.add('saving');
    try {
      const outcome = await writeCell(edit);
      await this.#applied();
      this.#tell(cell, 'applied', made('p',
          `${format(outcome.old_total, scale)} → ${format(outcome.new_total, scale)}, ${format(outcome.rows)} rows`));
    } catch (failure) {
      await this.#applied();
      this.#refused(cell, edit, failure);
    } finally {
      cell.classList.remove('saving');
    }
  }

  #refused(cell, edit, failure) {
    const current = failure.document?.type === '/problems/total-changed' ? failure.document.current : undefined;
    if (current === undefined) {
      this.#tell(cell, 'refused', this.#explanation(failure), button('Close', () => this.#cancel()));
      return;
    }
    const { scale } = this.#view();
    const buttons = made('p', '', 'buttons');
    buttons.append(
        button('Apply anyway', () => {
          this.close();
          this.#write(cell, { ...edit, expected: current });
        }, 'primary'),
        button('Keep the current value', () => this.#cancel()));
    this.#tell(cell, 'conflict',
        made('h3', 'Somebody was faster'),
        made('p', `You saw ${format(edit.expected, scale)}; now it is ${format(current, scale)}.`),
        buttons);
  }

  #explanation(failure) {
    const box = made('div', '', 'problem');
    box.setAttribute('role', 'alert');
    if (failure instanceof Refusal) {
      box.append(made('strong', failure.document.title), made('p', failure.document.detail));
    } else {
      box.append(made('strong', 'The server cannot be reached'), made('p', 'The edit may not have been applied.'));
    }
    return box;
  }

  #tell(cell, kind, ...content) {
    // Somebody who edits the next cell already must not lose what they type.
    if (this.#open) return;
    this.#show(cell, kind, ...content);
    clearTimeout(this.#notice);
    if (kind === 'applied') this.#notice = setTimeout(() => this.close(), NOTICE_MILLIS);
  }

  #show(cell, kind, ...content) {
    this.#note.dataset.kind = kind;
    this.#note.setAttribute('role', kind === 'form' ? 'group' : 'status');
    this.#note.replaceChildren(...content);
    this.#note.hidden = false;
    this.#place(cell);
  }

  #place(cell) {
    const sheet = this.#note.parentElement;
    const frame = sheet.getBoundingClientRect();
    const box = cell.getBoundingClientRect();
    const below = box.bottom - frame.top + 6;
    const above = box.top - frame.top - this.#note.offsetHeight - 6;
    const fits = below + this.#note.offsetHeight < sheet.clientHeight || above < 0;
    const left = Math.min(box.left - frame.left, sheet.clientWidth - this.#note.offsetWidth - 8);
    this.#note.anchor = cell;
    this.#note.style.top = `${sheet.scrollTop + (fits ? below : above)}px`;
    this.#note.style.left = `${sheet.scrollLeft + Math.max(left, 8)}px`;
  }
}
