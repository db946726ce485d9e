// All of Rightdoor's script. Every page works without it.
import {
  createAll, Button, CharacterCount, Checkboxes, ErrorSummary,
  NotificationBanner, Radios, ServiceNavigation, SkipLink,
} from 'govuk-frontend';
import { obey, wipeAtSignOut } from './own/away.mjs';
import { keep } from './own/keep.mjs';
import { suggest } from './own/suggest.mjs';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
createAll(Button, { preventDoubleClick: true });

// The design system writes aria-expanded on a radio that opens further questions. No radio has that state in ARIA 1.2,
// and not every screen reader speaks it: here the words of the choice say it instead, which all of them do.
class RevealingRadios extends Radios {
  constructor(root) {
    super(root);
    for (const radio of root.querySelectorAll('input[type="radio"][aria-controls]')) {
      const says = document.createElement('span');
      says.className = 'govuk-visually-hidden';
      says.textContent = ' (opens more questions below)';
      radio.labels[0]?.append(says);
    }
  }

  syncConditionalRevealWithInputState(radio) {
    super.syncConditionalRevealWithInputState(radio);
    radio.removeAttribute('aria-expanded');
  }
}
for (const component of [CharacterCount, Checkboxes, ErrorSummary, NotificationBanner,
  RevealingRadios, ServiceNavigation, SkipLink]) createAll(component);

for (const form of document.querySelectorAll('form[data-suggest]')) suggest(form);
for (const form of document.querySelectorAll('form[data-keep]')) keep(form);

// <button data-print> prints the page.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// <details data-open-wide open> is open where there is room and closed on a phone.
if (window.matchMedia('(max-width: 61.8em)').matches) {
  for (const details of document.querySelectorAll('details[data-open-wide]')) details.open = false;
}

wipeAtSignOut();
obey();
warnUnsaved();
warnTimeout();

// <form data-warn-unsaved>: leaving with something typed and not sent asks first.
function warnUnsaved() {
  let unsaved = false;
  for (const form of document.querySelectorAll('form[data-warn-unsaved]')) {
    // A form that came back with errors holds answers which are saved nowhere.
    if (document.querySelector('.govuk-error-summary')) unsaved = true;
    form.addEventListener('input', () => { unsaved = true; });
  }
  // Sending any form of the page is a choice to leave; so is the end of the session.
  document.addEventListener('submit', (event) => {
    if (!event.defaultPrevented) unsaved = false;
  });
  document.addEventListener('rd-signed-out', () => { unsaved = false; });
  document.addEventListener('rd-kept', () => { unsaved = false; }); // the server has it: own/keep.mjs
  window.addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault();
  });
}

// <body data-session-seconds="1500"> and <dialog id="rd-timeout">: two minutes before the
// session ends ask whether to stay; at its end leave, so that no child's page stays on a screen.
// Tabs tell each other when one of them has stayed, or (<body data-signed-out>) has gone. Clock times, not counts: a laptop sleeps.
function warnTimeout() {
  const seconds = Number(document.body.dataset.sessionSeconds);
  const dialog = document.getElementById('rd-timeout');
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('rd-session') : null;
  if ('signedOut' in document.body.dataset) tabs?.postMessage('ended');
  if (!(seconds > 0)) return;
  const warnBefore = Math.min(120, seconds / 2) * 1000;
  const left = dialog?.querySelector('[data-minutes-left]');
  let ends;
  let timer;

  function begin(tell) {
    ends = Date.now() + seconds * 1000;
    if (dialog?.open) dialog.close();
    if (tell) tabs?.postMessage('stayed');
    look();
  }

  function leave() {
    document.dispatchEvent(new Event('rd-signed-out'));
    window.location.replace('/signed-out');
  }

  function look() {
    clearTimeout(timer);
    const rest = ends - Date.now();
    if (rest <= 0) { leave(); return; }
    if (rest > warnBefore) { timer = setTimeout(look, Math.min(rest - warnBefore, 30000)); return; }
    if (dialog && !dialog.open) dialog.showModal();
    if (left) {
      const minutes = String(Math.ceil(rest / 60000));
      if (left.textContent !== minutes) left.textContent = minutes; // speaks only when it changes
    }
    timer = setTimeout(look, Math.min(rest, 1000));
  }

  async function stay() {
    try {
      const answer = await fetch('/session/stay', { credentials: 'same-origin', cache: 'no-store', redirect: 'manual' });
      if (answer.ok) begin(true);
      else if (answer.status < 500) leave(); // a redirect (status 0) or 401: it had ended already
    } catch {
      // No network: the dialog stays, one can press again until the time is over.
    }
  }

  document.addEventListener('rd-kept', () => begin(true)); // typing is being there
  dialog?.querySelector('[data-stay]')?.addEventListener('click', stay);
  dialog?.addEventListener('cancel', (event) => { event.preventDefault(); stay(); });
  tabs?.addEventListener('message', (event) => {
    if (event.data === 'stayed') begin(false);
    else if (event.data === 'ended') leave();
  });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
  window.addEventListener('pageshow', (event) => { if (event.persisted) look(); });
  begin(true);
}
