// Where the keyboard is while somebody works with a list. What is drawn anew would take it away with the button that was pressed, and so would a
// button that is disabled while it works.

const controls = 'a[href], button, input, select, textarea, summary';

// Does what a button is for, once at a time; the button keeps the keyboard meanwhile.
export async function press(button, work) {
  if (button.ariaDisabled === 'true') return;
  button.ariaDisabled = 'true';
  try {
    await work();
  } finally {
    button.ariaDisabled = null;
  }
}

// Draws a region anew. The keyboard stays on the same control; if that is gone, it goes on in its row; if that is gone, to the row in its place;
// if that was the last, to the title of the page.
export function redraw(region, ...children) {
  const active = document.activeElement;
  const place = region !== active && region.contains(active) ? placeOf(active) : null;
  region.replaceChildren(...children);
  if (!place) return;
  kept = find(region, place) ?? title();
  kept.focus();
}

// Whether somebody is at work in a region by keyboard, rather than left where a redraw has put them.
export const isInUse = region => region.contains(document.activeElement) && document.activeElement !== kept;

let kept = null;

const nameOf = control => control.ariaLabel ?? control.textContent.trim();
const captionOf = table => table.caption?.textContent;
const controlsOf = part => [...part.querySelectorAll(controls)];

// What a row is about stands in its first cell.
const subjectOf = row => row.cells[0].textContent;

function placeOf(control) {
  const row = control.closest('tbody tr');
  return {
    name: nameOf(control),
    row: row && { table: captionOf(row.closest('table')), index: row.sectionRowIndex, subject: subjectOf(row), at: controlsOf(row).indexOf(control) },
  };
}

function find(region, { name, row }) {
  const named = part => controlsOf(part).find(control => nameOf(control) === name);
  if (!row) return named(region);

  const table = [...region.querySelectorAll('table')].find(other => captionOf(other) === row.table);
  const rows = [...table?.tBodies[0].rows ?? []];
  if (rows.length === 0) return null;
  const now = rows[Math.min(row.index, rows.length - 1)];
  const among = controlsOf(now);
  if (subjectOf(now) === row.subject) return named(now) ?? among[Math.min(row.at, among.length - 1)];
  return named(table) ?? among[0];
}

function title() {
  const heading = document.querySelector('h1');
  heading.tabIndex = -1;
  return heading;
}
