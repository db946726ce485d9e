// The service worker: there only while visits are kept on a device (own/offline.mjs registers it, wiping removes it).
// It keeps the shell (one page that is the same for everybody, its style, script and fonts) and nothing else: no page
// of a child ever enters its cache. Where a page cannot be had for want of a signal, the shell comes instead.
const SHELL = 'rightdoor-shell';
const PAGE = '/offline';

async function fill() {
  const page = await fetch(PAGE, { cache: 'no-store', credentials: 'omit' });
  const html = await page.clone().text();
  const files = [...html.matchAll(/(?:href|src)="(\/(?:static\/|authority)[^"]+)"/g)].map((m) => m[1].replaceAll('&amp;', '&'));
  const cache = await caches.open(SHELL);
  const kept = await Promise.all(files.map(async (file) => [file, await fetch(file, { credentials: 'omit' })]));
  const style = await kept.find(([file]) => file.includes('.css'))[1].clone().text();
  for (const [, font] of style.matchAll(/url\("?(\/static\/fonts\/[^)"]+)"?\)/g)) kept.push([font, await fetch(font, { credentials: 'omit' })]);
  for (const [file, answer] of [[PAGE, page], ...kept]) if (answer.ok) await cache.put(file, answer);
}

self.addEventListener('install', (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => event.waitUntil(fill()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => caches.match(PAGE).then((page) => page || Response.error())));
  else if (url.pathname.startsWith('/static/') || url.pathname.startsWith('/authority')) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  }
});
