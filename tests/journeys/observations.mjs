// What is seen of a child: a nursery enters the progress check, an officer sees it over time, the family reads it in its own
// language, a mistake is struck out, and an administrator's own tool is there at once.
import { check, must, same } from '../server/house.mjs';
import { as, inDatabase } from './people.mjs';
import { open, reads } from './steps.mjs';
import { phone } from '../browser.mjs';

const child = inDatabase("SELECT id FROM child WHERE given_name = 'Alfie' AND family_name = 'Pritchard' ORDER BY id LIMIT 1");
const day = async (page, d, m, y) => { for (const [part, value] of [['day', d], ['month', m], ['year', y]]) await page.locator(`[name=seen_on-${part}]`).fill(String(value)); };
const year = Number(inDatabase(`SELECT substr(born_on, 1, 4) FROM child WHERE id = ${child}`)) + 3;
let observation;

for (const javaScript of [true, false])
  await check(`a nursery enters a progress check, ${javaScript ? 'with' : 'without'} JavaScript; nothing typed is lost by a mistake`, () => as('practitioner', { javaScript }, async page => {
    await open(page, `/children/${child}`);
    await page.locator('#observations').getByRole('link', { name: /^Add/ }).click();
    await page.getByRole('link', { name: 'Progress check at two' }).click();
    await day(page, 31, 2, year);
    await page.locator('[name=p101_answer]').selectOption({ label: 'Needs some extra support' });
    await page.locator('[name=p101_words]').fill('Two words together, with pictures');
    await page.getByRole('button', { name: 'Save' }).click();
    await reads(page, 'There is a problem');
    same(await page.locator('[name=p101_words]').inputValue(), 'Two words together, with pictures');
    await day(page, 3, javaScript ? 2 : 1, year);
    await page.getByRole('button', { name: 'Save' }).click();
    await reads(page, 'The observation is saved', 'Needs some extra support', 'Two words together, with pictures');
    observation = page.url().match(/\d+$/)[0];
  }));

await check('an officer sees development over time, as pictures with tables', () => as('officer', {}, async page => {
  await open(page, `/children/${child}/observations`);
  must(await page.locator('figure svg[role=img]').count() > 0, 'no picture');
  same(await page.locator('figure svg[role=img]').count(), await page.locator('.rd-scroll table').count());
  await reads(page, 'Progress check at two', 'Needs some extra support');
}));

await check('the family reads it on a telephone, in Polish', () => as('parent', { size: phone }, async page => {
  await open(page, `/children/${child}/observations`);
  await reads(page, 'How your child is developing', 'Two words together, with pictures');
  await page.getByRole('button', { name: 'Polski' }).or(page.getByRole('link', { name: 'Polski' })).first().click();
  await open(page, `/children/${child}/observations`);
  await reads(page, 'Jak rozwija się dziecko', 'Potrzebuje trochę dodatkowego wsparcia');
}));

await check('a mistake is struck out by keyboard, and the family no longer reads it', async () => {
  await as('practitioner', {}, async page => {
    await open(page, `/observations/${observation}`);
    await page.locator('summary', { hasText: 'It was a mistake' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('It is about his brother');
    await page.keyboard.press('Enter');
    await page.getByText('Struck out on').waitFor();
    await reads(page, 'Struck out on', 'It is about his brother');
  });
  await as('parent', {}, async page => {
    await open(page, `/children/${child}/observations`);
    same(await page.locator(`#o${observation}`).count(), 0);
  });
});

await check('a tool that an administrator adds is offered at once', async () => {
  await as('administrator', {}, async page => {
    await open(page, '/observation-tools');
    await page.getByRole('link', { name: 'Add a tool' }).click();
    await page.locator('[name=name]').fill('Play ladder');
    await page.locator('[name=parts]').fill('Alone\nWith others');
    await page.getByLabel('Answers from a list').check();
    await page.locator('[name=answers]').fill('Always\n+Sometimes\n*Seldom');
    await page.getByRole('button', { name: 'Save' }).click();
    await reads(page, 'The tool is offered from now on', 'Play ladder');
  });
  await as('practitioner', {}, async page => {
    await open(page, `/children/${child}/observations/new`);
    await page.getByRole('link', { name: 'Play ladder' }).click();
    await day(page, 5, 2, year);
    await page.locator('fieldset').filter({ hasText: 'With others' }).locator('select').selectOption({ label: 'Seldom' });
    await page.getByRole('button', { name: 'Save' }).click();
    await reads(page, 'Seldom');
  });
});
