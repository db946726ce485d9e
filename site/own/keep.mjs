// <form data-keep>: what one types is kept on the server while one types (app/typed). The form goes to its own address
// as it stands, with the field `keep`; the first key that is not kept yet waits two seconds at most, so that with a slow
// line and one failed try nothing older than five seconds is ever lost. Without this script the form works as any.
const WAIT = 2000; // ms from a key to the sending
const AGAIN = 1500; // ms after a try that failed
const AT_ONCE = 60000; // bytes that a browser still sends while a page closes

const clock = () => new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

export function keep(form) {
  const kept = form.querySelector('[data-kept]');
  const trouble = form.querySelector('[data-not-kept]');
  let timer;
  let sending;
  let waits = false; // something is typed that is not on its way
  let sent = false; // the form itself is on its way
  let last = '';

  function say(words, problem) {
    if (kept) { kept.textContent = words; kept.hidden = !words; }
    if (trouble && trouble.textContent !== problem) trouble.textContent = problem; // speaks only when it changes
  }

  function later(ms) {
    if (timer === undefined && !sent) timer = setTimeout(() => { timer = undefined; send(false); }, ms);
  }

  function body() {
    const all = new URLSearchParams(new FormData(form));
    all.delete('once');
    all.set('keep', '1');
    return all;
  }

  function failed(status) {
    waits = true;
    const since = last ? `What you typed since ${last} is only on this page.` : 'What you typed is only on this page.';
    if (status === 413) { say('', `${since} It is too long to be kept: save it.`); return; }
    if (status === 409) { say('', `${since} Save it.`); return; }
    const away = status === 0 || status === 403 || status === 404;
    say('', `${since} ${away ? 'You are signed out. Sign in again in another window, then come back here and save.' : 'There is no connection. We go on trying.'}`);
    later(AGAIN);
  }

  async function send(closing) {
    if (!waits || sending || sent) return;
    clearTimeout(timer);
    timer = undefined;
    waits = false;
    sending = new AbortController();
    const what = body();
    try {
      const answer = await fetch(form.action, {
        method: 'POST', body: what, signal: sending.signal, credentials: 'same-origin', cache: 'no-store', redirect: 'manual',
        keepalive: closing && what.toString().length < AT_ONCE,
      });
      if (answer.ok) {
        last = clock();
        say(`What you type is kept. Last at ${last}.`, '');
        if (!waits) document.dispatchEvent(new Event('rd-kept'));
      } else if (!sent) failed(answer.status);
    } catch {
      if (!sent) failed(-1);
    } finally {
      sending = undefined;
      if (waits) later(AGAIN);
    }
  }

  form.addEventListener('input', () => { waits = true; later(WAIT); });
  form.addEventListener('submit', () => { sent = true; clearTimeout(timer); timer = undefined; sending?.abort(); });
  window.addEventListener('pageshow', (event) => { if (event.persisted) sent = false; });
  document.addEventListener('visibilitychange', () => { if (document.hidden) send(true); });
  window.addEventListener('pagehide', () => send(true));
}
