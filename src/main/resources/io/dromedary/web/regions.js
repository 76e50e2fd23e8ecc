// Which part of the cube a row, a column or a cell is, and what it is called.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The members that narrow a row or column: those of its outer `depth` levels. */
export function narrowed(members, levels, depth) {
  return levels.slice(0, Number(depth)).map((level) => [level, members[level]]);
}

/** Where an edit goes: a region, or a condition if there is a filter to keep to. */
export function target(members, filter) {
  if (!filter) return { region: Object.fromEntries(members) };
  const terms = members.map(([level, member]) => (member === null ? `${level} IS NULL` : `${level} = ${literal(member)}`));
  return { condition: [`(${filter})`, ...terms].join(' AND ') };
}

function literal(member) {
  return `'${String(member).replaceAll("'", "''")}'`;
}

/** A member as people read it. */
export function caption(member) {
  if (member === null || member === undefined) return '(none)';
  const month = /^(\d{4})-(\d{2})$/.exec(member);
  return month ? `${MONTHS[parseInt(month[2], 10) - 1]} ${month[1]}` : String(member);
}

/** A level as people read it: invoice_date_month is "invoice date month". */
export const spoken = (name) => name.replaceAll('_', ' ');
