// What a connection and its fields mean to people; nothing here draws.

import { label } from '../words.js';

const origins = { Database: 'Saved here', Configuration: 'The server\'s configuration', Host: 'Comes with the server' };
const typeNames = { transcribe: 'transcribe.so', slack: 'Slack', smtp: 'Mail server', storage: 'Storage', webhook: 'Webhook receiver', http: 'HTTP API' };
const purposes = {
  transcribe: 'An account that transcribes recordings.',
  slack: 'A workspace, or one channel of it.',
  smtp: 'Sends mail.',
  storage: 'A folder, bucket or server that keeps files.',
  webhook: 'A server that gets signed events.',
  http: 'An API with one secret header.',
};

export const originOf = connection => origins[connection.origin] ?? connection.origin;
export const typeName = type => typeNames[type] ?? type;
export const purposeOf = type => purposes[type] ?? '';

// What the configuration gives is changed there; what comes with the server can be replaced by one that is saved.
export const can = connection => ({
  edit: connection.origin !== 'Configuration',
  rotate: connection.origin === 'Database' && connection.secrets.length > 0,
  remove: connection.origin === 'Database',
});

const addresses = { edit: name => `/connections/${name.map(encodeURIComponent).join('/')}` };
export const editPath = (...name) => addresses.edit(name);

// The fields that count with what is chosen elsewhere in the form.
export const fieldsFor = (fields, kind) => fields.filter(field => field.onlyFor.length === 0 || field.onlyFor.includes(kind));

export const labelOf = field => `${label(field.name)}${field.isRequired ? ' (required)' : ''}`;

// What a form says, as the API wants it: a secret that is left empty stays, any other setting that is left empty is removed.
export function settingsOf(fields, values, isNew) {
  const settings = {};
  for (const field of fields) {
    const value = values.get(field.name)?.trim() ?? '';
    if (value !== '') settings[field.name] = value;
    else if (field.isSecret && !isNew && values.get(`remove-${field.name}`)) settings[field.name] = '';
  }
  return settings;
}
