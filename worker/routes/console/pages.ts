import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { csp, framedCsp, type NonceContext } from '../../middleware/csp.ts';
import { readManifest } from '../../services/assets.ts';

const stylesheets = (paths: readonly string[]) =>
  raw(paths.map((path) => `<link rel="stylesheet" href="${path}">`).join('\n'));

/** The page inside the preview of promotions: the renderer that visitors get, and nothing of anybody's. */
export const previewPage = new Hono<NonceContext>().use(framedCsp).get('/', async function getPreview(c) {
  const { script, styles } = (await readManifest(c.env)).preview;
  return c.html(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Preview</title>
${stylesheets(styles)}
<script type="module" src="${script}"></script>
</head>
<body></body>
</html>`);
});

/** The one page of the console for every address below `/console`; its script reads the address. */
export const consolePages = new Hono<NonceContext>().use(csp).get('*', async function getConsole(c) {
  const { script, styles } = (await readManifest(c.env)).console;
  return c.html(html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="style-nonce" content="${c.var.nonce}">
<title>Usher</title>
<link rel="icon" href="data:,">
${stylesheets(styles)}
<script type="module" src="${script}"></script>
</head>
<body><div id="console"></div><noscript>The console needs JavaScript.</noscript></body>
</html>`);
});
