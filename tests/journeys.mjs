// The way of a concern through the house as people go it, in Chromium: once with JavaScript and once without, parents on a phone.
import { join } from 'node:path';
import { check, must, same, end, folder, run, serve, plain } from './server/house.mjs';
import { start, visitor, signIn, phone, desk } from './browser.mjs';

const database = 'sqlite:' + join(folder, 'journeys.db');
const people = JSON.parse(run(['demo', '--database', database, '--children', '300', '--json']).stdout).sign_ins;
const person = role => people.find(p => p.role === role);
const server = await serve(database, { bin: plain }), browser = await start();
const main = page => page.locator('main').innerText();

// Fills in the form of the page as somebody would who has ANSWERS for what they know, and the first choice for the rest.
async function fill(page, answers) {
  const form = page.locator('main form').filter({ has: page.locator('input:not([type=hidden]), textarea, select') }).last();
  const controls = await form.locator('input:not([type=hidden]), textarea, select').evaluateAll(es => es.map((e, at) => ({ at, name: e.name, type: e.type, value: e.value, values: e.options ? [...e.options].map(o => o.value) : [] })));
  const all = form.locator('input:not([type=hidden]), textarea, select'), seen = new Set();
  for (const { at, name, type, value, values } of controls) {
    const known = answers[name], control = all.nth(at);
    if (type === 'radio' || type === 'checkbox') {
      if (known === undefined ? type === 'checkbox' || seen.has(name) : known !== '*' && known !== value) continue;
      if (!await control.isVisible()) continue;
      seen.add(name);
      await control.check();
    } else if (!(known !== undefined || type.startsWith('select')) || !await control.isVisible()) continue;
    else if (type.startsWith('select')) await control.selectOption(values.includes(known) ? known : values.find(v => v) || '');
    else await control.fill(known);
  }
  return form;
}
const send = (page, form) => form.locator('button:not([type=button])').last().click();
// at once, where there is none too: innerText would wait for one
const complaint = async page => (await page.locator('.govuk-error-summary').allInnerTexts()).join(' ');
const errors = page => page.locator('.govuk-error-summary').count();

const asked = {
  who: 'parent', asker: 'parent', given_name: 'Zofia', family_name: "O'Malley-Żak", 'born_on-day': '7', 'born_on-month': '3', 'born_on-year': '2024',
  address: '1 Test Road', postcode: 'HR1 2AB', attends: 'no', concern: 'talking', words_talking: 'She says few words.', going_well: 'She loves music.',
  asker_name: 'Maria Żak', asker_relationship: 'mother', asker_telephone: '01632 960 123', asker_email: 'maria@test.example', contact_by: 'telephone', has_read: '*', has_responsibility: 'yes',
};

async function askForSupport(page) {
  await page.goto('/');
  await page.getByRole('button', { name: 'Ask for support' }).click();
  must(/danger|999/i.test(await main(page)), 'the first page does not say what to do in danger');
  await page.locator('main a.govuk-button, main form button:not(.govuk-button--secondary)').first().click();
  for (let i = 0; i < 30 && !/\/ask\/check/.test(page.url()); i++) {
    const at = page.url(), form = await fill(page, asked);
    await send(page, form);
    must(await errors(page) === 0, `${at}: ${await complaint(page)}`);
    must(page.url() !== at || await page.locator('h1').count(), `stuck at ${at}`);
  }
  must(/\/ask\/check/.test(page.url()), 'never came to check the answers: ' + page.url());
  must((await main(page)).includes("O'Malley-Żak"), 'the answers are not shown');
  await page.locator('main form button:not(.govuk-button--secondary)').last().click();
  const told = await main(page), reference = (told.match(/RD-[A-Z0-9]{4}-[A-Z0-9]{4}/) || [])[0];
  must(reference, 'no reference: ' + told.slice(0, 200));
  must(/next/i.test(told), 'does not say what happens next');
  const link = await page.locator('main a[href*="/follow/"]').first().getAttribute('href').catch(() => page.url());
  return { reference, follow: new URL(link, server.url).pathname.replace(/\/sent$/, '') };
}

async function decide(page, reference) {
  await signIn(page, person('officer'));
  await page.goto('/requests');
  // the queue names the child; the reference stands on the request itself
  const found = page.locator('main a[href^="/requests/"]').filter({ hasText: asked.family_name }).first();
  for (let i = 0; i < 20 && !await found.count(); i++) {
    const more = page.getByRole('link', { name: /Next/ }).first();
    if (!await more.count()) break;
    await more.click();
  }
  must(await found.count(), reference + ' is not in the triage list');
  await found.click();
  const request = new URL(page.url()).pathname;
  must((await main(page)).includes(reference), 'the request found is another one');
  await page.goto(request + '/accept');
  const form = await fill(page, { words: 'Sarah will telephone you this week and visit you at home.' });
  await send(page, form);
  must(await errors(page) === 0, await complaint(page));
}

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with JavaScript' : 'without JavaScript';
  let sent;
  await check(`a parent asks for support on a phone, ${how}`, async () => {
    const page = await visitor(browser, server, { size: phone, javaScript });
    sent = await askForSupport(page);
    same(page.complaints.join(), '');
    await page.context().close();
  });
  await check(`an officer decides, ${how}`, async () => {
    must(sent, 'nothing was sent');
    const page = await visitor(browser, server, { javaScript });
    await decide(page, sent.reference);
    await page.context().close();
  });
  await check(`the parent reads the decision by the link, ${how}`, async () => {
    must(sent, 'nothing was sent');
    const page = await visitor(browser, server, { size: phone, javaScript });
    const r = await page.goto(sent.follow);
    same(r.status(), 200);
    must((await main(page)).includes('Sarah will telephone you this week'), 'the decision is not told');
    await page.context().close();
  });
  await check(`a form with everything missing says so and keeps what was typed, ${how}`, async () => {
    const page = await visitor(browser, server, { size: phone, javaScript });
    await page.goto('/sign-in');
    await page.getByLabel('Email address').fill('someone@test.example');
    await page.getByRole('button', { name: 'Sign in' }).click();
    same(await errors(page), 1);
    same(await page.getByLabel('Email address').inputValue(), 'someone@test.example');
    must((await page.title()).startsWith('Error: '), 'the title does not say it');
    await page.context().close();
  });
  for (const who of people)
    await check(`${who.role} signs in, sees today, signs out, ${how}`, async () => {
      const page = await visitor(browser, server, { size: who.role === 'parent' ? phone : desk, javaScript });
      await signIn(page, who);
      must(/today/i.test(await page.locator('h1').innerText()), 'home is not about today');
      await page.getByRole('button', { name: 'Sign out' }).click();
      must(page.url().endsWith('/signed-out'), page.url());
      await page.goto('/children');
      must(page.url().endsWith('/sign-in'), 'still signed in');
      await page.context().close();
    });
  await check(`an officer reads a child's page and who looked, ${how}`, async () => {
    const page = await visitor(browser, server, { javaScript });
    await signIn(page, person('officer'));
    await page.goto('/children');
    const child = (await page.locator('main a').evaluateAll(as => as.map(a => a.getAttribute('href')))).find(h => /^\/children\/\d+$/.test(h));
    same((await page.goto(child)).status(), 200);
    await page.goto(child + '/access');
    must((await main(page)).includes('You'), 'the view is not in the audit trail');
    await page.context().close();
  });
  await check(`two people edit one plan and neither loses anything, ${how}`, async () => {
    const pages = [];
    for (const role of ['practitioner', 'practitioner']) { const p = await visitor(browser, server, { javaScript }); await signIn(p, person(role)); pages.push(p); }
    await pages[0].goto('/plans');
    const plan = await pages[0].locator('main a[href^="/plans/"]').first().getAttribute('href');
    const edit = plan.match(/\/plans\/\d+/)[0] + '/edit';
    for (const p of pages) same((await p.goto(edit)).status(), 200, edit);
    const words = ['First writer sees this ' + how, 'Second writer sees that ' + how];
    for (let i = 0; i < 2; i++) { await pages[i].locator('[name=going_well]').fill(words[i]); await send(pages[i], pages[i].locator('main form').filter({ has: pages[i].locator('[name=going_well]') })); }
    const told = await pages[1].locator('body').innerText() + await pages[1].locator('[name=going_well]').inputValue().catch(() => '');
    must(told.includes(words[0]) && told.includes(words[1]), 'the second does not see both versions');
    for (const p of pages) await p.context().close();
  });
}
await check('an analyst meets figures and no child', async () => {
  const page = await visitor(browser, server);
  await signIn(page, person('analyst'));
  same((await page.goto('/oversight')).status(), 200);
  same(await page.locator('main a[href^="/children/"]').count(), 0);
  same((await page.goto('/children')).status(), 404);
  await page.context().close();
});
await browser.close();
await check('the server had nothing to complain of', async () => { same((await server.stop()).code, 0); same(server.errors, ''); });
end();
