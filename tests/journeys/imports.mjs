// Lists of others as a data officer takes them in: columns matched once, every row looked at, decided, committed, taken back; wrong rows
// sent back; the kinds of list that come every term; all of it with the keyboard alone.  The sample files: server/samples_test.mjs.
import { readFileSync } from 'node:fs';
import { check, must, same } from '../server/house.mjs';
import { as, both, inDatabase, phone } from './people.mjs';
import { answer, complaint, errors, follow, main, open, pathOf, press, reads, tabTo } from './steps.mjs';

const file = (name, text, encoding = 'utf8') => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text, encoding) });
const tile = async (page, what) => Number((await page.locator('.rd-tile').filter({ has: page.getByRole('link', { name: what, exact: true }) }).locator('.rd-tile__number').innerText()));

async function handIn(page, source, list, more = async () => {}) {
  await open(page, '/imports');
  await page.getByRole('button', { name: 'Bring in a list' }).or(page.getByRole('link', { name: 'Bring in a list' })).first().click();
  await page.getByLabel(new RegExp('^' + source)).check();
  await page.locator('input[type=file]').setInputFiles(list);
  await more();
  await page.getByRole('button', { name: 'Hand it in' }).click();
}
// Looks again until the list stands where WORDS says: the comparing and writing go on beside the pages.
async function until(page, words) {
  for (let i = 0; i < 100 && !(await page.locator('h1').innerText()).includes(words); i++) {
    await page.waitForTimeout(50);
    await page.goto(pathOf(page));
  }
  must((await page.locator('h1').innerText()).includes(words), `still ${await page.locator('h1').innerText()}`);
}
const commit = async page => { await page.getByRole('button', { name: 'Commit the list' }).click(); must(await errors(page) === 0, await complaint(page)); await until(page, 'In the register'); };
const takeBack = async page => { await page.getByRole('button', { name: 'Take the list back' }).click(); await until(page, 'Taken back'); };
const children = family => Number(inDatabase(`SELECT count(*) FROM child WHERE family_name = '${family}' AND merged_into IS NULL`));

for (const { javaScript, how } of both) {
  const family = javaScript ? 'Zellwick' : 'Yarrowby';
  await check(`a list is matched, looked at, decided, committed and taken back, ${how}`, () => as('manager', { javaScript, size: javaScript ? undefined : phone }, async page => {
    inDatabase(`DELETE FROM import_columns WHERE source = 'children'`);
    // as a spreadsheet in an English office saves it: semicolons, Windows letters, days that could be two days
    const list = file('children.csv', `Vorname;Name der Familie;DOB;Town\r\nZo\u00eb;${family};3/4/2024;x\r\nZoey;${family};8/4/2024;x\r\n=1+1;${family};3/4/2024;x\r\nAda;Other${family};5/6/2023;x\r\n`, 'latin1');
    await handIn(page, 'Any list of children', list);
    await reads(page, 'Match the columns');
    await page.getByRole('button', { name: 'Compare with the register' }).click();
    await reads(page, 'There is a problem', 'No column is matched to');
    await page.locator('#column-given_name').selectOption({ label: 'Vorname' });
    await page.locator('#column-family_name').selectOption({ label: 'Name der Familie' });
    await page.getByRole('button', { name: 'Compare with the register' }).click();
    await reads(page, 'There is a problem', 'Say what');
    await page.getByLabel(/^The day first/).check();
    await page.getByRole('button', { name: 'Compare with the register' }).click();
    await until(page, 'To be looked at');
    same(await tile(page, 'wrong'), 1, await main(page));
    same(await tile(page, 'unsure'), 1, 'Zoë and Zoey:');
    same(await tile(page, 'new'), 2);
    same(children(family), 0, 'written before it was committed:');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /Download the wrong rows/ }).click()]);
    const wrong = readFileSync(await download.path(), 'utf8');
    must(wrong.includes('Errors') && wrong.includes("'=1+1") && !wrong.includes('Ada'), wrong);
    await page.getByRole('button', { name: 'Commit the list' }).click();
    await reads(page, 'There is a problem', 'Decide on the 1 unsure row');
    await page.getByRole('link', { name: 'unsure', exact: true }).click();
    await page.getByRole('link', { name: /^decide/ }).click();
    await reads(page, 'Whom it may be', 'How much it says');
    await page.getByRole('button', { name: 'Save and go on' }).click();
    must(await errors(page) === 1, 'nothing was chosen');
    await page.getByLabel('Somebody else: a new child').check();
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await commit(page);
    same(children(family), 2);
    const path = pathOf(page);
    await handIn(page, 'Any list of children', list);
    await reads(page, 'There is a problem', 'This very file was handed in already');
    await open(page, path);
    await takeBack(page);
    same(children(family), 0, 'after it was taken back:');
    await open(page, '/imports');
    await reads(page, 'Taken back');
  }));
  await check(`the same headings are matched by what was said before, ${how}`, () => as('manager', { javaScript }, async page => {
    await handIn(page, 'Any list of children', file('next.csv', `Vorname;Name der Familie;DOB;Town\r\nUna;${family};27/4/2024;x\r\n`));
    await until(page, 'To be looked at');
    await page.getByRole('button', { name: 'Put the list aside' }).click();
    await reads(page, 'The list was put aside');
  }));
}

const known = inDatabase("SELECT c.id, c.given_name, c.family_name, c.born_on FROM child c JOIN child_status s ON s.child_id = c.id AND s.axis = 'service' AND s.value = 'open' AND s.to_on = '' WHERE c.merged_into IS NULL AND c.is_restricted = 0 AND c.left_on = '' AND c.born_on BETWEEN '2022-01-01' AND '2024-06-30' ORDER BY c.id LIMIT 1").split('\t');
const uk = iso => iso.split('-').reverse().join('/'), who = `${known[1]},${known[2]},${uk(known[3])}`, head = 'Forename,Surname,DOB';
// what a list told of itself stays in the history, and what it told of the child goes
const events = () => Number(inDatabase(`SELECT count(*) FROM event WHERE child_id = ${known[0]} AND kind NOT IN ('list', 'school')`));
const kinds = [
  ['Health notifications', `${head},Diagnosis,Notifier,Trust\n${who},Delay,Ruth Test,Test Trust\nWren,Xanderby,27/3/2024,Delay,Ruth Test,Test Trust\n`, 'the queue', () => inDatabase("SELECT count(*) FROM request WHERE asker_name = 'Ruth Test'"), '2'],
  ['Early years headcount', `${head},Hours\n${who},15\nWren,Xanderby,27/3/2024,30\n`, 'places', () => inDatabase("SELECT count(*) FROM child c JOIN placement p ON p.child_id = c.id WHERE c.family_name = 'Xanderby'"), '1'],
  ['School admissions', `${head}\n${who}\nWren,Xanderby,27/3/2024\n`, 'school places', () => inDatabase("SELECT count(*) FROM child c JOIN school_start s ON s.child_id = c.id WHERE c.family_name = 'Xanderby' AND s.school_id IS NOT NULL"), '1'],
  ['Social care', `${head},Social worker,Team\n${who},Jo Care,First Team\nWren,Xanderby,27/3/2024,Jo Care,First Team\n`, 'people', () => inDatabase("SELECT count(*) FROM professional WHERE name = 'Jo Care'"), '2'],
  ['Two-year reviews', `${head},Review date,Communication,Gross motor,Concerns\n${who},20/10/2026,20,45,Few words\nWren,Xanderby,27/3/2024,20/10/2026,50,45,\n`, 'observations', () => inDatabase("SELECT count(*) FROM observation WHERE seen_on = '2026-10-20' AND created_at > 0 AND child_id IN (SELECT id FROM child WHERE family_name = 'Xanderby')"), '1'],
];
for (const [name, text, what, count, expected] of kinds)
  await check(`${name}: ${what} come with the list and go with it`, () => as('manager', {}, async page => {
    const before = [events(), children('Xanderby'), count()];
    await handIn(page, name, file('list.csv', text + `,Nobody,40/40/2024${','.repeat(text.split('\n')[0].split(',').length - 3)}\n`), async () => {
      if (name === 'Early years headcount') await page.locator('#headcount_setting').selectOption({ index: 1 });
      if (name === 'School admissions') await page.locator('#admissions_school').selectOption({ index: 1 });
    });
    if (/columns$/.test(page.url())) await page.getByRole('button', { name: 'Compare with the register' }).click();
    must(await errors(page) === 0, await complaint(page));
    await until(page, 'To be looked at');
    same(await tile(page, 'wrong'), 1, await main(page));
    if (await page.getByLabel(/^Leave out the/).count()) await page.getByLabel(/^Leave out the/).check();
    await commit(page);
    same(count(), expected, `${name}, committed: ${await main(page)}`);
    await takeBack(page);
    same(String([events(), children('Xanderby'), count()]), String(before), 'taken back:');
  }));

for (const { javaScript, how } of both)
  await check(`with the keyboard alone a list comes in and goes again, ${how}`, () => as('manager', { javaScript }, async page => {
    const family = javaScript ? 'Wimbleton' : 'Vosperley';
    inDatabase(`DELETE FROM import_columns WHERE source = 'children'`);
    await open(page, '/imports');
    await follow(page, 'main a[href="/imports/new"]');
    await press(page, '#source', 'Space');
    for (let i = 0; i < 12 && !(await page.locator('input[name=source][value=children]').isChecked()); i++) await page.keyboard.press('ArrowDown');
    await tabTo(page, '#file');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
    await chooser.setFiles(file('keys.csv', `Called;${family} etc;Born;Note\nZora;${family};3/4/2024;x\nZorah;${family};8/4/2024;x\n!;${family};3/4/2024;x\nAda;Other${family};5/6/2023;x\n`));
    await follow(page, 'main form button[type=submit]');
    must(/columns$/.test(page.url()), `${page.url()} ${await complaint(page)}`);
    for (const [column, at] of [['given_name', 1], ['family_name', 2], ['born_on', 3]]) {
      await tabTo(page, `#column-${column}`);
      for (let i = 0; i < at; i++) await page.keyboard.press('ArrowDown');
    }
    await follow(page, 'main form button[type=submit]');
    await reads(page, 'There is a problem', 'Say what');
    await press(page, 'main .govuk-error-summary a');
    await page.keyboard.press('Space');
    must(await page.locator('#day_order').isChecked(), 'the summary does not lead to the question');
    await follow(page, 'main form button[type=submit]');
    await until(page, 'To be looked at');
    await follow(page, '.rd-tiles a[href$="kind=unsure"]');
    await follow(page, 'main table a[href$="/rows/3"]:not(th a)');
    await tabTo(page, 'input[name=decision]');
    await page.keyboard.press('ArrowDown');
    await follow(page, 'main form button[type=submit]');
    await reads(page, 'Decided: a new child');
    await follow(page, 'main form[action$="/commit"] button');
    must(await errors(page) === 0, await complaint(page));
    await until(page, 'In the register');
    same(children(family), 2);
    await follow(page, 'main form[action$="/undo"] button');
    await until(page, 'Taken back');
    same(children(family), 0);
  }));
