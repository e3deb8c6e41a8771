// Where a line and a column, both from 1, are in a text; beyond its end: at its end.
export function offsetOf(text, line, column) {
  const lines = text.split('\n');
  if (line > lines.length) return text.length;
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return before + Math.min(column - 1, lines[line - 1].length);
}

// What a value is, for somebody who wants to use it: the fields of an object, the fields of a list's items.
export function shapeOf(value) {
  if (Array.isArray(value)) return value.length > 0 && typeof value[0] === 'object' ? `list of ${shapeOf(value[0])}` : 'list';
  if (value === null) return 'nothing';
  if (typeof value === 'object') return Object.keys(value).join(', ');
  return typeof value === 'string' ? 'text' : typeof value;
}
