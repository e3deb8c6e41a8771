import { session } from './api.js';
import { returnPath } from './places.js';
import { fetchAhead } from './studio/ahead.js';

const form = document.getElementById('sign-in');
const message = document.getElementById('message');
const back = () => location.replace(returnPath(location.search));

form.addEventListener('submit', async event => {
  event.preventDefault();
  const { username, password } = Object.fromEntries(new FormData(form));
  const button = form.querySelector('button');
  button.disabled = true;
  message.textContent = '';
  try {
    const refusal = await session.signIn(username, password);
    if (!refusal) return back();
    message.textContent = refusal;
    form.elements.password.select();
  } catch {
    message.textContent = 'The server cannot be reached.';
  } finally {
    button.disabled = false;
  }
});

// Whoever is signed in already has nothing to do here.
if (await session.token().catch(() => null)) {
  back();
} else {
  form.elements.username.focus();
  fetchAhead();
}
