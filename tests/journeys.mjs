// The ways through the house as people go them, in Chromium: once with JavaScript and once without, parents on a phone.
// Each file of journeys/ is one way; ./test journeys goes them all, node tests/journeys.mjs plan passport only these.
import { check, end, same } from './server/house.mjs';
import { browser, server } from './journeys/people.mjs';

const ways = ['session', 'asking', 'light', 'files', 'notification', 'deciding', 'plan', 'visits', 'offline', 'caseload', 'observations', 'meetings', 'funding', 'passport', 'joining', 'watch', 'imports', 'trust', 'oversight', 'quality', 'administrator', 'keyboard'];
const wanted = process.argv.slice(2);
for (const way of ways) if (!wanted.length || wanted.includes(way)) await import(`./journeys/${way}.mjs`);
await browser.close();
await check('the server had nothing to complain of', async () => { same((await server.stop()).code, 0); same(server.errors, ''); });
end();
