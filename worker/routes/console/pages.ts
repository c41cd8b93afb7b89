import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { csp, type NonceContext } from '../../middleware/csp.ts';
import { readManifest } from '../../services/assets.ts';

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
${raw(styles.map((path) => `<link rel="stylesheet" href="${path}">`).join('\n'))}
<script type="module" src="${script}"></script>
</head>
<body><div id="console"></div><noscript>The console needs JavaScript.</noscript></body>
</html>`);
});
