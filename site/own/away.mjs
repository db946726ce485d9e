// On every page: where visits are kept on this device (own/store.mjs), a device that was called back wipes itself, and
// signing out wipes it first. Where nothing is kept, this does nothing.
import { expire, isWritten, mark, wipe } from './store.mjs';

export async function obey() {
  if (!mark()) return;
  try {
    const answer = await fetch(`/field/standing/${mark()}`, { cache: 'no-store', credentials: 'omit' });
    if (answer.ok && (await answer.text()) === 'over') await wipe();
    else await expire();
  } catch {
    await expire(); // no signal: what is over by the clock goes all the same
  }
}

export function wipeAtSignOut() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute('action') !== '/session/end' || !mark()) return;
    event.preventDefault();
    leave(form);
  });
}

async function leave(form) {
  if (await isWritten() && !window.confirm('You wrote on this device without signal and have not sent it. Signing out wipes it. Sign out all the same?')) return;
  const body = new URLSearchParams({ token: form.elements.token.value, key: mark() });
  await fetch('/field/wiped', { method: 'POST', body, credentials: 'same-origin', cache: 'no-store' }).catch(() => {});
  await wipe();
  form.submit();
}
