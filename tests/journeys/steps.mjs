// What people do on a page, for the journeys: fill in a form, send it, read what they are told.  Knows no feature.
import { must, same } from '../server/house.mjs';

export const main = page => page.locator('main').innerText();
const questions = 'input:not([type=hidden]):not([type=file]), textarea, select';
// The form that is asked about: the last with questions; a page may also only offer to add files, and then to go on.
export const formOf = page => page.locator('main form').filter({ has: page.locator(questions + ', input[type=file]') }).last();
export const errors = page => page.locator('.govuk-error-summary').count();
// at once, where there is none too: innerText would wait for one
export const complaint = async page => (await page.locator('.govuk-error-summary').allInnerTexts()).join(' ');
// by the button that leads on, not by one that only adds or looks
export async function send(page, form) {
  const leads = form.locator('button:not([type=button]):not(.govuk-button--secondary):not(.rd-link-button)');
  await (await leads.count() ? leads : form.locator('button:not([type=button])')).last().click();
}

// Fills in a form as somebody would who has ANSWERS for what they know ('*' = any), and the first choice for the rest.
export async function fill(page, answers, form = formOf(page)) {
  const all = form.locator(questions), seen = new Set();
  const controls = await all.evaluateAll(es => es.map((e, at) => ({ at, name: e.name, type: e.type, value: e.value, checked: e.checked, values: e.options ? [...e.options].map(o => o.value) : [], words: e.options ? [...e.options].map(o => o.text) : [] })));
  for (const { at, name, type, value, values, words } of controls) {
    const known = answers[name], control = all.nth(at);
    if (type === 'radio' || type === 'checkbox') {
      const isMine = known === undefined ? type === 'radio' && !seen.has(name) && !controls.some(c => c.name === name && c.checked) : known === '*' || [].concat(known).includes(value);
      if (!isMine || (type === 'radio' && seen.has(name)) || !await control.isVisible()) continue;
      seen.add(name);
      await control.check();
    } else if (!(known !== undefined || type.startsWith('select')) || !await control.isVisible()) continue;
    else if (type.startsWith('select')) {
      const at = words.findIndex(w => known && w.includes(known));
      if (known === undefined && await control.inputValue()) continue;
      await control.selectOption(values.includes(known) ? known : at >= 0 ? values[at] : values.find(v => v) || '');
    } else await control.fill(known);
  }
  return form;
}

// Fills in and sends; whatever the page has to complain of ends the journey.
export async function answer(page, answers, form) {
  const at = page.url();
  await send(page, await fill(page, answers, form));
  must(await errors(page) === 0, `${at}: ${await complaint(page)}`);
}

export const day = (name, iso) => { const [y, m, d] = iso.split('-').map(Number); return { [name + '-day']: String(d), [name + '-month']: String(m), [name + '-year']: String(y) }; };
export const daysFromNow = n => new Date(Date.now() + n * 86400000).toISOString().slice(0, 10);
export const pathOf = page => new URL(page.url()).pathname;

export async function open(page, path, status = 200) {
  same((await page.goto(path)).status(), status, path);
}
export async function reads(page, ...words) {
  const told = await main(page);
  for (const w of words) must(told.includes(w), `${pathOf(page)} does not say "${w}": ${told.slice(0, 400)}`);
}

// Press Tab until what has the focus matches SELECTOR; every stop on the way must be seen to have the focus (WCAG 2.4.7).
export async function tabTo(page, selector, most = 90) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(s => {
      const e = document.activeElement, c = getComputedStyle(e), target = e.matches('.govuk-radios__input, .govuk-checkboxes__input') ? getComputedStyle(e.nextElementSibling, '::before') : c;
      const seen = [c, target].some(x => (x.outlineStyle !== 'none' && parseFloat(x.outlineWidth) > 0) || x.boxShadow !== 'none' || x.backgroundColor === 'rgb(255, 221, 0)');
      return { found: e !== document.body && e.matches(s), seen: e === document.body || seen, html: e.outerHTML.slice(0, 120) };
    }, selector);
    must(stop.seen, 'has the focus and does not show it: ' + stop.html);
    if (stop.found) return;
  }
  must(false, `Tab never comes to ${selector} on ${page.url()}`);
}
export async function press(page, selector, key = 'Enter') {
  await tabTo(page, selector);
  await page.keyboard.press(key);
}
// Enter on a link or a button that leads to another page.
export async function follow(page, selector) {
  await tabTo(page, selector);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}
