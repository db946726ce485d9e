// With no mouse: a parent asks for support, an officer decides.  Every stop of the Tab key shows that it has the focus.
import { check, must } from '../server/house.mjs';
import { as, both, inDatabase, phone } from './people.mjs';
import { complaint, errors, follow, formOf, main, open, press, reads, tabTo } from './steps.mjs';

const typed = { given_name: 'Kit', family_name: 'Keys', 'born_on-day': '4', 'born_on-month': '6', 'born_on-year': '2024', words_talking: 'No words yet.', asker_name: 'Kim Keys', asker_telephone: '01632 960 321', asker_relationship: 'Mother', setting_words: 'Test Nursery', address: '2 Test Road', postcode: 'HR1 2AB' };

// Answers one page with the keys alone: types what is known, takes the first choice of each group.
async function answerByKeys(page) {
  const controls = await formOf(page).locator('input:not([type=hidden]), textarea, select').evaluateAll(es => es.map(e => ({ name: e.name, type: e.type, id: e.id, group: e.checked })));
  const done = new Set();
  for (const c of controls) {
    if (c.type === 'radio' || c.type === 'checkbox') {
      if (done.has(c.name) || controls.some(o => o.name === c.name && o.group)) continue;
      done.add(c.name);
      if (!await page.locator(`[id="${c.id}"]`).isVisible()) continue;
      await press(page, `[id="${c.id}"]`, 'Space');
    } else if (typed[c.name]) {
      await tabTo(page, `[id="${c.id}"]`);
      await page.keyboard.type(typed[c.name]);
    }
  }
  await follow(page, 'main form button:not([type=button])');
}

for (const { javaScript, how } of both) {
  await check(`a parent asks for support with the keyboard alone, ${how}`, () => as(null, { size: phone, javaScript }, async page => {
    await page.goto('/');
    await follow(page, 'main .govuk-button');
    await follow(page, 'main .govuk-button');
    for (let i = 0; i < 30 && !/\/ask\/check/.test(page.url()); i++) {
      const at = page.url();
      await answerByKeys(page);
      must(await errors(page) === 0, `${at}: ${await complaint(page)}`);
    }
    must(/\/ask\/check/.test(page.url()), 'never came to the end: ' + page.url());
    await follow(page, 'main form button:not([type=button])');
    must(/RD-[A-Z0-9]{4}/.test(await main(page)), 'not sent');
  }));
  await check(`an officer decides with the keyboard alone, ${how}`, () => as('officer', { javaScript }, async page => {
    const request = inDatabase("SELECT id FROM request WHERE family_name = 'Keys' AND status = 'waiting' ORDER BY id LIMIT 1");
    must(request, 'nothing was sent');
    await open(page, '/requests/' + request);
    await press(page, '.govuk-skip-link');
    await follow(page, `a[href="/requests/${request}/advise"]`);
    await tabTo(page, '#partner');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, '#words');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Come to the Tuesday group, and tell us how it goes.');
    await follow(page, 'main form .govuk-button-group button');
    must(await errors(page) === 0, await complaint(page));
    await reads(page, 'Come to the Tuesday group');
  }));
}
