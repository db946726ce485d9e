// A manager reads the figures and the children behind one; an analyst the same figures and never a child.
import { check, must, same } from '../server/house.mjs';
import { as, both } from './people.mjs';
import { open, reads } from './steps.mjs';

const links = (page, pattern) => page.locator('main a').evaluateAll((as, p) => [...new Set(as.map(a => a.getAttribute('href')).filter(h => new RegExp(p).test(h)))], pattern);

for (const { javaScript, how } of both) {
  await check(`a manager goes from a figure to its definition, its table and the children behind it, ${how}`, () => as('manager', { javaScript }, async page => {
    await open(page, '/oversight');
    const figures = await links(page, '^/oversight/[A-G][0-9]+$');
    must(figures.length >= 10, `only ${figures.length} indicators`);
    same([...new Set(figures.map(f => f.split('/').pop()[0]))].sort().join(''), 'ABCDEFG', 'groups of indicators:');
    let seen = 0;
    for (const figure of figures) {
      await open(page, figure);
      must(await page.locator('main table').count() > 0, figure + ' has no table');
      const behind = await links(page, figure + '/children');
      if (!behind.length || seen) continue;
      await open(page, behind[0]);
      const children = await links(page, '^/children/[0-9]+$');
      if (!children.length) continue;
      await open(page, children[0]);
      seen++;
    }
    must(seen, 'no figure leads to a child');
  }));
  await check(`an analyst meets figures and no child, ${how}`, () => as('analyst', { javaScript }, async page => {
    await open(page, '/oversight');
    for (const figure of await links(page, '^/oversight/[A-G][0-9]+$')) {
      await open(page, figure);
      same((await links(page, '^/children/|/children$')).length, 0, figure);
      same((await page.goto(figure + '/children')).status(), 404);
    }
    await open(page, '/children', 404);
    await reads(page, 'We cannot find that page');
  }));
}
