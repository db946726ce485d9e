// A setting mends what is missing in its children's records, on the spot; a manager reads the scores, the list and the audit; an analyst numbers only.
import { check, must, same } from '../server/house.mjs';
import { as, both, inDatabase, person, phone } from './people.mjs';
import { answer, day, daysFromNow, errors, follow, formOf, main, open, pathOf, reads, send, tabTo } from './steps.mjs';

const setting = `(SELECT setting_id FROM staff WHERE person_id = (SELECT id FROM person WHERE email = '${person('practitioner').email}'))`;
const child = inDatabase(`SELECT r.child_id FROM quality_record r WHERE r.setting_id = ${setting} AND r.is_restricted = 0 ORDER BY r.child_id LIMIT 1`);
const links = (page, pattern) => page.locator('main a').evaluateAll((as, p) => [...new Set(as.map(a => a.getAttribute('href')).filter(h => new RegExp(p).test(h)))], pattern);

for (const { javaScript, how } of both) {
  await check(`a SENCO finds what is missing, mends it on the spot, and it is gone, ${how}`, () => as('practitioner', { javaScript, size: phone }, async page => {
    inDatabase(`UPDATE child SET ethnicity = '', home_language = '' WHERE id = ${child}; UPDATE placement SET key_person = '' WHERE child_id = ${child}`);
    await open(page, '/');
    await page.getByRole('link', { name: /missing or old/ }).click();
    same(pathOf(page), '/quality');
    const mine = await links(page, `^/quality/children/${child}/`);
    must(mine.some(h => h.endsWith('/ethnicity')) && mine.some(h => h.endsWith('/key_person')), mine.join(' '));
    await page.goto(`/quality/children/${child}/ethnicity`);
    await send(page, formOf(page));
    same(await errors(page), 1, 'nothing was chosen:');
    await answer(page, { ethnicity: 'Gypsy or Roma' });
    same(pathOf(page), `/quality/children/${child}/language`, 'what else is missing comes next:');
    await answer(page, { home_language: 'Polish' });
    await answer(page, { key_person: 'Jo Kay', hours: '15' });
    same(inDatabase(`SELECT c.ethnicity || c.home_language || p.key_person FROM child c JOIN placement p ON p.child_id = c.id AND p.to_on = '' WHERE c.id = ${child} LIMIT 1`), 'WROMplJo Kay');
    await open(page, '/quality');
    same((await links(page, `^/quality/children/${child}/(ethnicity|language|key_person)`)).length, 0, 'mended and still listed:');
  }));
  await check(`a manager goes from a score to the children, to where it is mended, and to a setting, ${how}`, () => as('manager', { javaScript }, async page => {
    await open(page, '/oversight');
    await page.getByRole('link', { name: 'Data quality', exact: true }).click();
    await reads(page, 'of all checks are right', 'Completeness', 'Timeliness', 'Accuracy', 'Over time');
    await page.goto((await links(page, '^/quality/list\\?rule='))[0]);
    must((await links(page, '^/children/[0-9]+$')).length, 'nobody is listed');
    must((await links(page, '^/quality/children/|^/children/[0-9]+/|^/plans/[0-9]+/review')).length, 'nothing can be mended from the list');
    await open(page, '/quality/settings');
    await page.goto((await links(page, '^/quality/settings/[0-9]+$'))[0]);
    await reads(page, 'checks are right');
    same((await page.request.get('/quality/csv')).headers()['content-type'], 'text/csv; charset=utf-8');
  }));
  await check(`an officer holds a record beside the paper, ${how}`, () => as('officer', { javaScript }, async page => {
    await open(page, '/quality/audits');
    await page.goto((await links(page, '^/quality/audits/[0-9]+$'))[0]);
    await reads(page, 'How they were drawn');
    const records = await links(page, '/records/[0-9]+$');
    must(records.length >= 5, `${records.length} records`);
    await page.goto(records[0]);
    await answer(page, { has_paper: 'yes', ...Object.fromEntries(['name', 'born_on', 'sex', 'nhs_number', 'address', 'carer', 'telephone', 'language', 'setting', 'need', 'agreement', 'plan'].map(f => [f, 'agrees'])) });
    must(/\/quality\/audits\/[0-9]+$/.test(page.url()), page.url());
  }));
  await check(`a manager compares what is found with what one would expect, and enters a rate, ${how}`, () => as('manager', { javaScript }, async page => {
    await open(page, '/oversight');
    await page.getByRole('link', { name: 'Expected and found' }).first().click();
    await reads(page, 'A gap is a question, not a verdict', 'By area', 'By kind of setting', 'By sex', 'By season of birth', 'By language at home', 'By deprivation', 'By setting');
    must(await page.locator('main svg[role=img]').count() >= 5, 'charts are missing');
    must(await page.locator('main table').count() >= 7, 'tables are missing');
    same((await page.request.get('/expected/csv')).headers()['content-type'], 'text/csv; charset=utf-8');
    await page.getByRole('link', { name: 'What is expected' }).click();
    const form = page.locator('form[action="/expected/rates"]');
    await send(page, form);
    same(await errors(page), 1, 'nothing was entered:');
    await answer(page, { age: '4', girls: '620', boys: '980', ...day('from_on', daysFromNow(-1)), source: 'A test' }, page.locator('form[action="/expected/rates"]'));
    await reads(page, 'A test');
  }));
  await check(`a manager tries a rule of the watch list on the register and then saves it, ${how}`, () => as('manager', { javaScript }, async page => {
    await open(page, '/watch/rules/silent');
    const form = page.locator('main form');
    await form.locator('[name=days]').fill('366');
    await send(page, form);
    same(await errors(page), 1, 'more days than a year:');
    await page.locator('main form [name=days]').fill('20');
    await send(page, page.locator('main form'));
    await reads(page, 'Tried on the register', 'It would name', 'By area', 'By who leads', 'Nothing is changed so far');
    must((await links(page, '^/children/[0-9]+$')).length, 'nobody is named');
    await page.getByRole('button', { name: 'Save it so' }).click();
    same(pathOf(page), '/watch/rules');
    same(inDatabase("SELECT days FROM watch_rule WHERE rule = 'silent'"), '20');
  }));
  await check(`an administrator tries a rule by numbers and is named nobody, ${how}`, () => as('administrator', { javaScript }, async page => {
    await open(page, '/');
    await page.getByRole('link', { name: 'Rules of the watch list' }).click();
    await page.goto('/watch/rules/silent/try?is_on=yes&days=20');
    await reads(page, 'Tried on the register', 'By area');
    same((await links(page, '^/children/|^/watch\\?')).length, 0, 'links to children:');
  }));
  await check(`an analyst compares too, and meets no setting, ${how}`, () => as('analyst', { javaScript }, async page => {
    await open(page, '/expected');
    await reads(page, 'Small numbers are hidden', 'A gap is a question');
    same((await links(page, '^/settings/|^/children/|^/expected/figures')).length, 0, 'links:');
  }));
  await check(`an analyst and an administrator meet numbers and no child, ${how}`, async () => {
    for (const role of ['analyst', 'administrator'])
      await as(role, { javaScript }, async page => {
        await open(page, '/');
        await page.getByRole('link', { name: /Data quality/ }).click();
        await reads(page, 'Small numbers are hidden');
        same((await links(page, '^/children/|^/quality/(list|settings|teams)')).length, 0, role);
        await open(page, '/quality/list', 404);
        await open(page, '/quality/audits');
      });
  });
}

await check('a SENCO mends with the keyboard alone', () => as('practitioner', {}, async page => {
  inDatabase(`UPDATE quality_confirmed SET on_day = '2020-01-01'; UPDATE child SET home_language = '' WHERE id = ${child}`);
  await open(page, '/quality');
  await follow(page, `a[href="/quality/children/${child}/language"]`);
  await tabTo(page, '#home_language');
  await page.keyboard.press('ArrowDown');
  await follow(page, 'main form button:not([type=button])');
  must(await errors(page) === 0, await main(page));
  must(inDatabase(`SELECT home_language FROM child WHERE id = ${child}`) !== '', 'not saved');
}));
