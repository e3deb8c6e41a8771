import { session } from './api.js';
import { press } from './focus.js';
import { returnPath } from './places.js';
import { designer, fetchAhead, startAhead } from './studio/ahead.js';

const form = document.getElementById('sign-in');
const message = document.getElementById('message');
const next = returnPath(location.search);
const back = () => location.replace(next);

form.addEventListener('submit', event => {
  event.preventDefault();
  press(form.querySelector('button'), signIn);
});

async function signIn() {
  const { username, password } = Object.fromEntries(new FormData(form));
  message.textContent = '';
  try {
    const refusal = await session.signIn(username, password);
    if (!refusal) return back();
    message.textContent = refusal;
    form.elements.password.select();
  } catch {
    message.textContent = 'The server cannot be reached.';
  }
}

// Whoever is signed in already has nothing to do here.
if (await session.token().catch(() => null)) {
  back();
} else {
  form.elements.username.focus();
  if (await fetchAhead() && next.startsWith(designer)) startAhead(next);
}
