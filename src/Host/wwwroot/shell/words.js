// Numbers, moments and names in words, as people of this place write them.

const number = (value, options) => new Intl.NumberFormat(undefined, options).format(value);

export const count = value => number(value);

export const many = (value, one, more = `${one}s`) => `${count(value)} ${value === 1 ? one : more}`;

// US dollars: cents, and below one cent as many places as it takes to see something.
export function money(usd) {
  if (usd === null || usd === undefined) return '';
  const small = usd !== 0 && Math.abs(usd) < 0.1;
  return `$${number(usd, { minimumFractionDigits: 2, maximumFractionDigits: small ? 4 : 2 })}`;
}

// A length: 42 s, 3 min 05 s, 1 h 02 min.
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return '';
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  if (hours > 0) return `${count(hours)} h ${String(minutes).padStart(2, '0')} min`;
  return minutes > 0 ? `${minutes} min ${String(whole % 60).padStart(2, '0')} s` : `${whole} s`;
}

// Roughly how long: the greatest unit only.
export function roughly(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return 'less than a minute';
  if (whole < 3600) return many(Math.floor(whole / 60), 'minute');
  if (whole < 86_400) return many(Math.floor(whole / 3600), 'hour');
  return many(Math.floor(whole / 86_400), 'day');
}

export const since = (moment, now = Date.now()) => roughly((now - new Date(moment)) / 1000);

// How much time there is until then.
export const left = (moment, now = Date.now()) => roughly((new Date(moment) - now) / 1000);

// A place in a recording: 0:07, 12:34, 1:02:03.
export function timecode(seconds) {
  const whole = Math.max(0, Math.floor(seconds ?? 0));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, '0')];
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

// SPEAKER_00 is a label and no name.
export const speaker = label => /^SPEAKER_\d+$/.test(label ?? '') ? `Speaker ${Number(label.slice(8)) + 1}` : label ?? null;

// camelCase as a label: webhookUrl is Webhook URL.
export function label(name) {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().replace(/\b(url|api|id)\b/g, word => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}
