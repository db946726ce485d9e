// A support plan: two people edit one and neither loses anything; a whole cycle, written, shared, read and commented by the
// parent, reviewed with ratings, its next cycle, the earlier one still readable, and a PDF to keep.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, folder, must, same } from '../server/house.mjs';
import { as, both, inDatabase } from './people.mjs';
import { answer, day, daysFromNow, main, open, pathOf, reads, send } from './steps.mjs';

for (const { javaScript, how } of both)
  await check(`two people edit one plan and neither loses anything, ${how}`, () =>
    as('practitioner', { javaScript }, one => as('practitioner', { javaScript }, async two => {
      await open(one, '/plans');
      const plan = (await one.locator('main tbody a[href^="/plans/"]').first().getAttribute('href')).match(/\/plans\/\d+/)[0];
      for (const p of [one, two]) await open(p, plan + '/edit');
      const words = ['First writer sees this ' + how, 'Second writer sees that ' + how];
      for (const [i, p] of [one, two].entries()) {
        await p.locator('[name=going_well]').fill(words[i]);
        await send(p, p.locator('main form').filter({ has: p.locator('[name=going_well]') }));
      }
      const told = await two.locator('body').innerText() + await two.locator('[name=going_well]').inputValue().catch(() => '');
      must(told.includes(words[0]) && told.includes(words[1]), 'the second does not see both versions');
    })));

// The text of a PDF, and how many pages it has.
async function paper(page, path) {
  const file = join(folder, 'journey.pdf'), r = await page.request.get(path);
  same(r.status(), 200, path);
  writeFileSync(file, await r.body());
  const ask = (...command) => spawnSync(command[0], [...command.slice(1), file].concat(command[0] === 'pdftotext' ? ['-'] : []), { encoding: 'utf8' }).stdout;
  return { words: ask('pdftotext', '-layout'), pages: Number(ask('pdfinfo').match(/Pages:\s+(\d+)/)[1]) };
}

const parentsChild = () => inDatabase("SELECT k.child_id FROM carer k JOIN person p ON p.id = k.person_id WHERE p.email = 'parent@marchfield.example' AND k.verified_on <> '' LIMIT 1");
const review = (held, more = {}) => ({ ...day('held_on', held), attended: 'Megan Pritchard and Jo, key person', impact: 'He asks for more now.', because: 'It works, we go on.', decision: 'continue', parent_view: 'He sings at home.', ...more });

async function reviewEach(page, answers) {
  const ratings = await page.locator('main form [name^=rating_]').evaluateAll(es => [...new Set(es.map(e => e.name))]);
  must(ratings.length > 0, 'no outcome to rate');
  await answer(page, { ...answers, ...Object.fromEntries(ratings.map((r, i) => [r, String(2 + i % 2)])) });
  return ratings.length;
}

for (const { javaScript, how } of both) {
  const child = parentsChild();
  let plan, next;
  await check(`a cycle is closed by its review, and the next one begins from it, ${how}`, () => as('officer', { javaScript }, async page => {
    await open(page, `/children/${child}/plans`);
    plan = '/plans/' + inDatabase(`SELECT id FROM plan WHERE child_id = ${child} ORDER BY cycle DESC LIMIT 1`);
    if (inDatabase(`SELECT status FROM plan WHERE id = ${plan.split('/').pop()}`) === 'draft') return;    // written by the journey before
    await open(page, plan + '/review');
    await reviewEach(page, review(daysFromNow(0)));
    next = pathOf(page).match(/\/plans\/\d+/)[0];
    must(next !== plan, 'no next cycle');
    await open(page, plan);
    await reads(page, 'He asks for more now.', 'It works, we go on.');
    await open(page, `/children/${child}/plans`);
    must((await main(page)).match(/cycle/gi).length > 1, 'the earlier cycle is not there');
  }));
  await check(`a plan is written and started, and the parent reads it, adds their words and keeps it as a PDF, ${how}`, async () => {
    must(next, 'no cycle was begun');
    const outcome = `Alfie asks for his turn in words, ${how}, three days of five`;
    await as('officer', { javaScript }, async page => {
      await open(page, next + '/edit');
      await page.locator('[name=o1_outcome]').fill(outcome);
      await page.locator('[name=o1_baseline]').fill('He takes the toy');
      for (const [name, value] of Object.entries({ ...day('started_on', daysFromNow(0)), ...day('review_due_on', daysFromNow(70)), ...day('parents_told_on', daysFromNow(-1)) })) await page.locator(`[name=${name}]`).fill(value);
      await page.getByRole('button', { name: /^Save(?! and add)/ }).first().click();
      await open(page, next);
      const start = page.getByRole('button', { name: /[Ss]tart/ });
      if (await start.count()) await start.first().click();
      await reads(page, outcome);
      same(inDatabase(`SELECT status FROM plan WHERE id = ${next.split('/').pop()}`), 'active');
    });
    await as('parent', { javaScript }, async page => {
      await open(page, next);
      await reads(page, outcome, 'He takes the toy');
      await page.getByRole('link', { name: 'Add your view' }).or(page.getByRole('button', { name: 'Add your view' })).first().click();
      await answer(page, { words: `We do it at breakfast too, ${how}.` });
      await open(page, next);
      await reads(page, `We do it at breakfast too, ${how}.`);
      const pdf = await paper(page, next + '/pdf');
      must(pdf.words.replace(/\s+/g, ' ').includes('asks for his turn in words'), 'the PDF does not say what is hoped for');
      must(pdf.pages <= 4, pdf.pages + ' pages');
      await open(page, next + '/edit', 404);
    });
  });
}

await check('a review that leaves out a rating says which, and keeps every word', () => as('officer', {}, async page => {
  const plan = inDatabase("SELECT id FROM plan WHERE status = 'active' AND (SELECT count(*) FROM outcome o WHERE o.plan_id = plan.id) > 1 ORDER BY id LIMIT 1");
  await open(page, `/plans/${plan}/review`);
  await page.locator('[name=impact]').fill('Kept words.');
  await page.getByRole('button', { name: 'Save the review' }).click();
  await reads(page, 'There is a problem', 'Outcome 1: choose how far it got');
  same(await page.locator('[name=impact]').inputValue(), 'Kept words.');
}));
export { paper };
