// One child with two records: put side by side, joined, taken back, told apart for good; one record of two children, parted and put together again.
import { check, must, same } from '../server/house.mjs';
import { as, both, phone } from './people.mjs';
import { answer, day, main, open, pathOf, reads } from './steps.mjs';

// each way has children of its own, whom nobody would take for those of another
const facts = (given_name, family_name, born) => ({ given_name, family_name, ...day('born_on', born), sex: 'F', address: `${born.slice(-2)} Mill Lane`, postcode: `MF1 4X${'ABDEFGHJLN'[born.slice(-1)]}` });

// Adds a child, saying that it is another one where the register asks; the path of its page.
async function added(page, given, family, born) {
  await open(page, '/children/new');
  await answer(page, facts(given, family, born)).catch(async () => {
    await reads(page, 'We may already know this child');
    await answer(page, { is_another: '*' });
  });
  must(/^\/children\/\d+$/.test(pathOf(page)), 'the child was not added: ' + (await main(page)).slice(0, 300));
  return pathOf(page);
}

// From a child's page to the two records side by side, as somebody does who knows of the other record.
async function compare(page, child, words) {
  await open(page, child);
  await page.getByRole('link', { name: 'Duplicate or mixed-up record?' }).click();
  await page.getByLabel('Find the other record').fill(words);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('button', { name: /^Compare/ }).first().click();
  await reads(page, 'One child, or two?');
  return pathOf(page);
}

async function search(page, words) {
  await open(page, '/children');
  await page.locator('[name=q]').fill(words);
  await page.getByRole('button', { name: 'Find' }).click();
}

for (const { javaScript, how } of both)
  await check(`two records become one, and two again, ${how}`, async () => {
    const family = javaScript ? 'Tallowmere' : 'Quenby', born = javaScript ? '2023-04-05' : '2022-11-17';
    let first, second, pair, joining;
    await as('officer', { javaScript, size: javaScript ? phone : undefined }, async page => {
      first = await added(page, 'Rowena', family, born);
      second = await added(page, 'Rowina', family, born);
      pair = await compare(page, first, 'Rowina');
      await reads(page, 'Same date of birth', 'evidence for one child', 'A service manager reads it and decides');
      must(!/They are one child\n/.test((await main(page)).replace(/What do you think[^]*/, '')), 'an officer is offered to decide');
      await answer(page, { opinion: 'one', words: 'The nursery has one Rowena only.' });
      await reads(page, 'Your note was saved', 'The nursery has one Rowena only');
    });
    await as('manager', { javaScript }, async page => {
      await open(page, pair);
      await reads(page, 'The nursery has one Rowena only');
      await page.getByRole('button', { name: /as usual/ }).click();
      await reads(page, 'One child: which words stand?', 'What comes to the record that stands', 'Professionals');
      await page.getByRole('button', { name: 'Make them one record' }).click();
      await reads(page, 'There is a problem', 'Choose which one stands');
      await answer(page, { given_name: 'own', names: 'keep', because: 'The mother said so on the telephone' });
      joining = pathOf(page);
      await reads(page, 'Two records became one', 'The mother said so on the telephone', 'Rowina');
      await open(page, second);
      same(pathOf(page), first, 'an old link');
      await reads(page, 'Two records of this child became one');
      await search(page, 'Rowina ' + family);
      await reads(page, '1 child found', 'Rowena', 'earlier Rowina');
      await open(page, joining);
      await page.getByRole('button', { name: 'Take it back' }).click();
      await reads(page, 'Say why');
      await page.getByLabel('Why is it taken back?').fill('They were seen together');
      await page.getByRole('button', { name: 'Take it back' }).click();
      await reads(page, 'Everything is where it was', 'They were seen together');
      await open(page, second);
      same(pathOf(page), second);
      await reads(page, 'Rowina');
    });
    await as('manager', { javaScript }, async page => {
      await open(page, pair);
      await page.getByLabel('How do you know that they are two children?').fill('Twins, seen together');
      await page.getByRole('button', { name: 'They are two children' }).click();
      await reads(page, 'Remembered: these are two children');
      await open(page, first);
      must(!(await main(page)).includes('may have another record'), 'offered again');
      await open(page, '/duplicates?show=two');
      await reads(page, 'Twins, seen together');
      await page.getByRole('link', { name: new RegExp('Look again.*Rowena ' + family) }).click();
      await reads(page, 'Twins, seen together');
      await page.getByRole('button', { name: 'Take this back: decide again' }).click();
      await reads(page, 'The pair is in the list again', 'They are two children');
    });
  });

for (const { javaScript, how } of both)
  await check(`a record of two children is parted, and put together again, ${how}`, async () => {
    const family = javaScript ? 'Wickettson' : 'Dunmow', born = javaScript ? '2023-04-26' : '2022-09-08';
    await as('manager', { javaScript }, async page => {
      const child = await added(page, 'Maud', family, born);
      await open(page, child + '/agreements/new');
      await answer(page, { given_by: 'Their mother' });
      await open(page, child);
      await page.getByRole('link', { name: 'Duplicate or mixed-up record?' }).click();
      await page.getByRole('link', { name: 'Part this record in two' }).click();
      await answer(page, { given_name: 'Mabel', ...day('born_on', born), sex: 'F', because: 'Twins', row: (await page.locator('input[name=row][value^="go=agreement:"]').getAttribute('value')) });
      await reads(page, 'One record became two', 'Mabel ' + family, 'Agreements: 1');
      const joining = pathOf(page);
      await page.getByRole('link', { name: 'Mabel ' + family }).click();
      await reads(page, 'Mabel ' + family, 'was part of another child’s');
      const mabel = pathOf(page);
      await open(page, joining);
      await page.getByLabel('Why is it taken back?').fill('It was one child after all');
      await page.getByRole('button', { name: 'Take it back' }).click();
      await reads(page, 'Everything is where it was');
      await open(page, mabel);
      same(pathOf(page), child, 'the parted record leads back');
    });
  });
