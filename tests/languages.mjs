// What families read, in every language: the public form, following a request, signing in by e-mail and the family's own
// place.  On a phone axe-core finds nothing, nothing overflows at 320 px, no text is left in English, and the page says
// what it is: lang, dir, and that no person has reviewed the translation.  The journeys go with and without JavaScript.
//   node tests/languages.mjs            every language
//   LANGUAGES=pl,ar node tests/languages.mjs
import { join } from 'node:path';
import { check, must, same, end, folder, run, serve, plain } from './server/house.mjs';
import { start, visitor, signIn, phone, violations, overflow, leave } from './browser.mjs';

const database = 'sqlite:' + join(folder, 'languages.db');
const people = JSON.parse(run(['demo', '--database', database, '--children', '200', '--json']).stdout).sign_ins;
const parent = people.find(p => p.role === 'parent');
const server = await serve(database, { bin: plain }), browser = await start();
const languages = (process.env.LANGUAGES || 'pl,ro,lt,bg,uk,ar').split(',');

async function choose(page, language) {
  await page.goto('/');
  await page.locator(`button[name=language][value=${language}]`).click();
  same(await page.locator('html').getAttribute('lang'), language, 'lang');
}

async function look(page, language, where, javaScript) {
  const html = page.locator('html');
  same(await html.getAttribute('lang'), language, `${where}: lang`);
  same(await html.getAttribute('dir'), language === 'ar' ? 'rtl' : 'ltr', `${where}: dir`);
  same(await html.getAttribute('data-translation'), 'not-reviewed', `${where}: the mark of drafts`);
  same(await page.locator('footer [data-translation=not-reviewed]').count(), 1, `${where}: the note on drafts`);
  const english = await page.locator('body span[lang=en]:not(.govuk-language-navigation *)').allTextContents();
  same(english.join(' | '), '', `${where}: left in English`);
  if (!javaScript) return;
  const bad = await violations(page);
  must(bad.length === 0, `${where}: ${bad.join('\n')}`);
  same(await overflow(page), '', `${where}: wider than 320 px`);
  same(page.complaints.join(' | '), '', `${where}: console`);
}

// From the first page to the link to follow, without reading a word: the first answer of each question.
async function ask(page, language, javaScript) {
  const main = page.locator('main');
  await page.goto('/ask');
  await look(page, language, 'ask', javaScript);
  await main.locator('a.govuk-button--start').click();
  const texts = { given_name: 'Zofia', family_name: 'Żukowska', 'born_on-day': '4', 'born_on-month': '3', 'born_on-year': '2023', asker_name: 'Ewa', asker_relationship: 'matka', asker_telephone: '01632 960 001', setting_words: 'Little Acorns' };
  let wrong = false;
  for (let i = 0; i < 25 && !page.url().endsWith('/ask/check'); i++) {
    const at = page.url();
    if (!wrong && at.endsWith('/child')) {                 // an error is told in the language too
      await main.locator('form[action^="/ask/"] button.govuk-button').first().click();
      wrong = true;
      await look(page, language, 'an error', javaScript);
    }
    for (const [name, value] of Object.entries(texts)) if (await main.locator(`input[name="${name}"]:visible`).count()) await main.locator(`input[name="${name}"]`).fill(value);
    const radios = new Set(await main.locator('input[type=radio]').evaluateAll(all => all.filter(r => !r.closest('.govuk-radios__conditional--hidden')).map(r => r.name)));
    for (const name of radios) await main.locator(`input[type=radio][name="${name}"]`).nth(name === 'attends' || name === 'is_address_restricted' ? await main.locator(`input[name="${name}"][value=no]`).evaluate(e => [...document.getElementsByName(e.name)].indexOf(e)) : 0).check({ force: true });
    const box = main.locator('input[type=checkbox][name=concern], input[type=checkbox][name=has_read]').first();
    if (await box.count()) await box.check({ force: true });
    await main.locator('form[action^="/ask/"] button.govuk-button').first().click();
    must(page.url() !== at, `stays at ${at}: ${await main.locator('.govuk-error-summary').allTextContents()}`);
    await look(page, language, page.url().replace(server.url, ''), javaScript);
  }
  await main.locator('form[action="/ask/check"] button').click();
  must(/\/follow\/[0-9a-f]+\/sent$/.test(page.url()), `sent: ${page.url()}`);
  await look(page, language, 'the receipt', javaScript);
  await main.locator('a[href^="/follow/"]').first().click();
  await look(page, language, 'following', javaScript);
}

async function family(page, language, javaScript) {
  const main = page.locator('main');
  await signIn(page, parent);
  await choose(page, language);
  await look(page, language, 'home', javaScript);
  await main.locator('.rd-card a').first().click();
  const child = page.url();
  await look(page, language, 'the child', javaScript);
  for (const rest of ['/sharing', '/access', '/copy', '/feedback', '/timeline', '/school', '/visits', '/observations', '/ehc']) {
    await page.goto(child + rest);
    await look(page, language, rest, javaScript);
  }
  await page.goto(child + '/sharing');
  await main.locator('button[name=choice][value=no]').first().click();
  await look(page, language, 'a no', javaScript);
  await main.locator('button[name=choice][value=yes]').first().click();
  await page.goto(child + '/feedback');
  for (const name of ['listened_to', 'told_next', 'support_helped']) await main.locator(`input[name=${name}]`).first().check({ force: true });
  await main.locator('form button.govuk-button').click();
  same(page.url(), child, 'after feedback');
  await page.goto(child);
  await main.locator('a[href^="/plans/"]').first().click();
  await look(page, language, 'the plan', javaScript);
  await main.locator('input[name=answer][value=question]').check({ force: true });
  await main.locator('textarea[name=question]').fill('Чому? Dlaczego?');
  await main.locator('form[action$="/answer"] button').click();
  must((await main.textContent()).includes('Чому? Dlaczego?'), 'the question is shown');
  await main.locator('a[href$="/view"]').first().click();
  await look(page, language, 'add a view', javaScript);
  await main.locator('textarea[name=child_words]').fill('Lubi huśtawkę');
  await main.locator('form button.govuk-button').click();
  must((await main.textContent()).includes('Lubi huśtawkę'), 'the view is shown');
  await meetings(page, language, child, javaScript);
  const copy = await page.request.get(child + '/copy/record');
  same(copy.status(), 200, 'the copy');
  must((await copy.text()).includes(`<html lang="${language}"`), 'the copy speaks the language');
  const whole = await page.request.get(child + '/copy/folder');
  same(whole.status(), 200, 'the whole copy');
  same((await whole.body()).subarray(0, 2).toString(), 'PK', 'the whole copy is a ZIP');
}

async function meetings(page, language, child, javaScript) {
  const main = page.locator('main');
  await page.goto(child);
  const each = await main.locator('a[href^="/meetings/"]').evaluateAll(as => as.map(a => a.getAttribute('href')));
  must(each.length > 1, 'meetings');
  for (const meeting of each) {
    await page.goto(meeting);
    await look(page, language, 'a meeting', javaScript);
    const form = main.locator('form[action$="/answer"]');
    if (!await form.count() || !await form.locator('input[value=maybe]').count()) continue;
    await form.locator('button').last().click();                 // an answer left out is told
    await look(page, language, 'a meeting without an answer', javaScript);
    for (const radio of await main.locator('form[action$="/answer"] input[value=maybe]').all()) await radio.check({ force: true });
    await main.locator('form[action$="/answer"] button').last().click();
    await look(page, language, 'a meeting answered', javaScript);
  }
  await page.goto(child + '/meetings/ask');
  await look(page, language, 'asking for a meeting', javaScript);
}

async function link(page, language, javaScript) {
  await page.goto('/sign-in/link');
  await look(page, language, 'sign in by email', javaScript);
  await page.locator('#email').fill(parent.email);
  await page.locator('main form button').click();
  await look(page, language, 'look at your email', javaScript);
  await page.goto('/sign-in/link/' + '0'.repeat(64));
  await look(page, language, 'a link', javaScript);
  for (const open of ['/find-help', '/help/privacy', '/help/accessibility']) {
    await page.goto(open);
    await look(page, language, open, javaScript);
  }
  await page.goto('/find-help?need=talking&age=3');
  await look(page, language, 'what fits', javaScript);
  await page.locator('main h2 a[href^="/find-help/"]').first().click();
  await look(page, language, 'a service', javaScript);
  await page.goto('/no-such-page');
  await look(page, language, 'no such page', javaScript);
}

const waiting = languages.flatMap(language => [true, false].map(javaScript => [language, javaScript]));
const walker = async () => {
  while (waiting.length) {
    const [language, javaScript] = waiting.shift(), how = `${language}, ${javaScript ? 'with' : 'without'} JavaScript`;
    const fresh = async () => { const p = await visitor(browser, server, { size: phone, javaScript }); await choose(p, language); return p; };
    await check(`asking, the receipt and following: ${how}`, async () => { const p = await fresh(); await ask(p, language, javaScript); await leave(p); });
    await check(`signing in by e-mail, and what is not there: ${how}`, async () => { const p = await fresh(); await link(p, language, javaScript); await leave(p); });
    await check(`the family's place: ${how}`, async () => { const p = await visitor(browser, server, { size: phone, javaScript }); await family(p, language, javaScript); await leave(p); });
  }
};
await Promise.all([walker(), walker()]);
await browser.close();
await check('the server had nothing to complain of', async () => { same((await server.stop()).code, 0); same(server.errors, ''); });
end();
