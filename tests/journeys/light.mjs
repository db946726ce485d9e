// What the public form costs whoever has little: all of it, cold, on a phone without JavaScript, from the first page to the
// receipt, is less than 150 KB over the network (issue 3), headers and style sheet and fonts and all, in every language;
// and at the speed of 3G it can be gone through to the end.
import { check, must } from '../server/house.mjs';
import { as, phone, server } from './people.mjs';
import { askedAtWork, askForSupport } from './form.mjs';
import { slow } from '../browser.mjs';

const most = 150000;

// Adds up every byte that comes, as Chromium counts it: what it has in its cache already costs nothing.
async function weigh(page) {
  const network = await page.context().newCDPSession(page), of = new Map(), sum = {};
  let all = 0;
  const add = (what, bytes) => { all += bytes; sum[what] = (sum[what] || 0) + bytes; };
  network.on('Network.requestWillBeSent', e => { of.set(e.requestId, e.type); if (e.redirectResponse) add('redirects', e.redirectResponse.encodedDataLength); });
  network.on('Network.loadingFinished', e => add(of.get(e.requestId) || 'other', e.encodedDataLength));
  await network.send('Network.enable');
  return { all: () => all, words: () => Object.entries(sum).map(([what, n]) => `${what} ${n}`).join(', ') };
}

async function isLight(page, language, answers) {
  if (language) await page.context().addCookies([{ name: 'language', value: language, url: server.url }]);
  const weight = await weigh(page);
  await askForSupport(page, { answers });
  if (process.env.TELL) console.log(`${language || 'en'}: ${weight.all()} bytes: ${weight.words()}`);
  must(weight.all() > 30000 && weight.all() < most, `${weight.all()} bytes: ${weight.words()}`);
}
for (const language of ['', 'pl', 'ro', 'lt', 'bg', 'uk', 'ar'])
  await check(`the whole public form is light: ${language || 'en'}`, () => as(null, { size: phone, javaScript: false }, page => isLight(page, language)));
await check('the whole public form is light: somebody who works with children, who is asked most', () => as(null, { size: phone, javaScript: false }, page => isLight(page, '', askedAtWork)));

await check('the whole public form is gone through at the speed of 3G', () => as(null, { size: phone, javaScript: false }, async page => {
  await slow(page, '3G');
  page.setDefaultTimeout(30000);
  const at = async () => must(await page.locator('h1').isVisible() && await page.locator('main a, main button').last().isEnabled(), `${page.url()} cannot be used`);
  await askForSupport(page, { at });
}));
