// What a preview says, as a list of terms.
import { format } from './decimals.js';
import { spoken } from './regions.js';

/** Lists the figures of a preview. */
export function figures(preview, scale) {
  const list = document.createElement('dl');
  list.className = 'figures';
  const worst = preview.worst_deviations.reduce((a, b) => (Number(b.units) > Number(a.units) ? b : a), { units: '0' });
  const add = (term, text, warning = false) => {
    const name = document.createElement('dt');
    const value = document.createElement('dd');
    name.textContent = term;
    value.textContent = text;
    value.classList.toggle('warning', warning);
    list.append(name, value);
  };
  add('Total', `${format(preview.old_total, scale)} → ${format(preview.new_total, scale)}`);
  add('Rows', `${format(preview.rows_changed)} of ${format(preview.rows)} change`);
  add('Largest factor', `× ${shortened(preview.largest_factor)}`, preview.flagged === true && preview.sign_flips === '0');
  add('Sign flips', format(preview.sign_flips), preview.sign_flips !== '0');
  if (preview.zeroed !== '0') add('Become 0', format(preview.zeroed), true);
  add('Worst rounding', worst.level
      ? `${shortened(worst.units)} of the last digit (${spoken(worst.level)})`
      : 'none');
  return list;
}

// Ratios are doubles: three digits tell enough.
const shortened = (ratio) => String(Number(Number(ratio).toPrecision(3)));
