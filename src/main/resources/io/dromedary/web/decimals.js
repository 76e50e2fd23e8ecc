// Exact decimals: text from end to end, because a double cannot hold every amount.

/** Reads JSON; each number becomes its own text, such as "10128260.40". */
export function parseExactly(json) {
  return JSON.parse(json, (key, value, context) => {
    if (typeof value !== 'number') return value;
    // Without the source the server's rule still holds: what no double holds exactly is a string.
    return context?.source ?? String(value);
  });
}

/** Shows a decimal with thousands separators and at least so many digits behind the point. */
export function format(decimal, scale = 0) {
  if (decimal === null || decimal === undefined) return '';
  const parts = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(String(decimal));
  if (!parts) return String(decimal);
  const [, sign, whole, fraction = ''] = parts;
  const digits = fraction.padEnd(scale, '0');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return (sign === '-' ? '\u2212' : '') + grouped + (digits ? '.' + digits : '');
}

/** What somebody typed, without thousands separators where they stand as such. */
export function plain(typed) {
  const text = typed.trim().replace(/^\u2212/, '-');
  return /^[+-]?\d{1,3}([, ]\d{3})+(\.\d+)?$/.test(text) ? text.replace(/[, ]/g, '') : text;
}

/** The digits behind the point of a measure of type decimal(n). */
export function scaleOf(type) {
  return parseInt(/\((\d+)\)/.exec(type)?.[1] ?? '0', 10);
}
