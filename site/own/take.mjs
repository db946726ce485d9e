// The page /field: visits are asked of the server once, encrypted here, and only then is it said that they are taken.
import { begin, expire, keepPack, mark, unlock, wipe } from './store.mjs';

const SHORTEST = 8;

const browserName = () => {
  const is = navigator.userAgent;
  const browser = /Edg/.test(is) ? 'Edge' : /Firefox/.test(is) ? 'Firefox' : /Chrom/.test(is) ? 'Chrome' : /Safari/.test(is) ? 'Safari' : 'A browser';
  const on = /Android/.test(is) ? 'Android' : /iPhone|iPad/.test(is) ? 'an iPhone or iPad' : /Windows/.test(is) ? 'Windows' : /Mac OS/.test(is) ? 'a Mac' : /Linux/.test(is) ? 'Linux' : '';
  return on ? `${browser} on ${on}` : browser;
};

// Words that anybody would try first are no words.
function weak(words) {
  if ([...words].length < SHORTEST) return 'Use eight characters or more';
  if (new Set(words).size < 4 || '01234567890123456789'.includes(words) || '98765432109876543210'.includes(words)) return 'Use words that are harder to guess';
  return '';
}

export async function take(form) {
  const part = (name) => form.querySelector(`[data-${name}]`);
  const here = document.querySelector('[data-here]');
  const say = part('say');
  if (!window.isSecureContext || !('serviceWorker' in navigator) || !window.indexedDB) {
    say.textContent = 'This browser cannot keep visits safely. Print the page of the visit instead.';
    return;
  }
  await expire().catch(wipe);
  part('take-button').hidden = false;

  function show() {
    const kept = mark() !== null;
    here.hidden = !kept;
    part('new').hidden = kept;
    part('old').hidden = !kept;
  }

  function wrong(words, field) {
    part('errors').hidden = !words;
    part('error').textContent = words;
    part('error').href = `#${field?.id || 'which'}`;
    if (words) part('errors').focus();
    say.textContent = '';
    return false;
  }

  // The key of what is here already, or null where this is new; false where the words are not right.
  async function unlocked() {
    if (!mark()) return null;
    const { key, left } = await unlock(form.elements.unlock.value);
    if (key) return key;
    show();
    return wrong(left ? `Those are not the words. ${left} ${left === 1 ? 'try' : 'tries'} left, then this device is wiped` : 'Those were not the words ten times. This device is wiped: choose new words', form.elements.unlock);
  }

  async function go() {
    const { words, again } = form.elements;
    const chosen = new FormData(form).getAll('visit');
    wrong('');
    if (!chosen.length) return wrong('Choose a visit');
    if (!mark() && weak(words.value)) return wrong(weak(words.value), words);
    if (!mark() && words.value !== again.value) return wrong('The two are not the same', again);
    say.textContent = 'Taking them along…';
    let key = await unlocked();
    if (key === false) return false;
    const body = new URLSearchParams({ token: form.elements.token.value, name: browserName(), key: mark() || '' });
    for (const visit of chosen) body.append('visit', visit);
    const answer = await fetch(form.action, { method: 'POST', body, credentials: 'same-origin', cache: 'no-store', redirect: 'manual' });
    if (answer.status === 422) return wrong(await answer.text());
    if (!answer.ok) return wrong('They could not be taken along. Load this page again, then try once more');
    const all = await answer.json();
    if (mark() && mark() !== all.key) { await wipe(); return wrong('This device had been called back and is wiped. Choose words and take them along again'); }
    key = key || await begin(words.value, all.key, all.person);
    for (const pack of all.packs) await keepPack(key, pack);
    await navigator.serviceWorker.register('/worker.js', { scope: '/' });
    (await navigator.serviceWorker.ready).active.postMessage('fill'); // the shell as it is today
    form.reset();
    show();
    say.textContent = `Taken along: ${all.packs.length}. They open here without signal.`;
    here.querySelector('a').focus();
    return true;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go().catch(() => wrong('They could not be taken along. Is there a signal?'));
  });
  show();
}
