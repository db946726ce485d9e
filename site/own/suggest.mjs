// <form data-suggest="/path">: its text field names children while one types (the combobox pattern of the ARIA
// Authoring Practices). What is typed goes by POST with the form's token, never into an address. Without this script
// the form is sent as any other. The server answers with <li> elements; the last one says how many there are.
const PAUSE = 250; // ms without a key before anything is asked
const LEAST = 2; // letters

export function suggest(form) {
  const input = form.querySelector('input[type="text"], input:not([type])');
  if (!input) return;
  const list = document.createElement('ul');
  const said = document.createElement('div');
  list.className = 'rd-suggest';
  list.id = `${input.id}-named`;
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Children who fit');
  said.className = 'govuk-visually-hidden';
  said.setAttribute('role', 'status');
  const box = document.createElement('div');
  box.className = 'rd-suggest-box';
  input.replaceWith(box);
  box.append(input, list);
  form.append(said);
  const wide = { role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id };
  for (const [name, value] of Object.entries(wide)) input.setAttribute(name, value);

  let timer;
  let asked; // what was asked last, so that a slow answer never covers a newer one
  let at = -1;

  const options = () => [...list.querySelectorAll('[role="option"]')];

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function choose(index) {
    const all = options();
    at = all.length ? (index + all.length) % all.length : -1;
    all.forEach((option, i) => option.setAttribute('aria-selected', String(i === at)));
    if (at < 0) return;
    input.setAttribute('aria-activedescendant', all[at].id);
    all[at].scrollIntoView({ block: 'nearest' });
  }

  function go(option) {
    asked?.abort();
    window.location.assign(option.dataset.go);
  }

  function show(html) {
    list.innerHTML = html; // our own server's, escaped there
    options().forEach((option, i) => { option.id = `${list.id}-${i}`; });
    at = -1;
    input.removeAttribute('aria-activedescendant');
    const end = list.querySelector('[data-said]');
    if (end && !end.textContent) end.remove();
    list.hidden = !list.children.length;
    input.setAttribute('aria-expanded', String(!list.hidden));
    const many = options().length;
    said.textContent = end ? `${end.dataset.said}.${many ? ' Use the up and down arrow keys to choose.' : ''}` : '';
  }

  async function ask() {
    const q = input.value.trim();
    asked?.abort();
    if (q.length < LEAST) { close(); said.textContent = ''; return; }
    asked = new AbortController();
    const { signal } = asked;
    const body = new URLSearchParams({ q, token: form.elements.token.value });
    try {
      const answer = await fetch(form.dataset.suggest, { method: 'POST', body, signal, credentials: 'same-origin', cache: 'no-store', redirect: 'error' });
      const html = answer.ok ? await answer.text() : '';
      if (!signal.aborted && document.activeElement === input) show(html);
    } catch {
      if (!signal.aborted) close(); // no network, or signed out: the form still works, and says so
    }
  }

  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === 'ArrowDown') choose(at + 1);
    else if (event.key === 'ArrowUp') choose(at < 0 ? -1 : at - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && at >= 0) go(options()[at]);
    else return;
    event.preventDefault();
  });
  input.addEventListener('blur', () => { clearTimeout(timer); asked?.abort(); close(); });
  // Before the field loses the focus, or the list would be gone when the button comes up.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) go(option);
  });
  form.addEventListener('submit', () => { clearTimeout(timer); asked?.abort(); close(); });
}
