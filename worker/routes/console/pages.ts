import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import * as z from 'zod';
import { csp, type NonceContext } from '../../middleware/csp.ts';

/** What `client/console/build-console.ts` wrote of itself. */
const Manifest = z.object({
  console: z.object({ script: z.string(), imports: z.array(z.string()), styles: z.array(z.string()) }),
});

/** The one page of the console for every address below `/console`; the address is read by its script. */
export const consolePages = new Hono<NonceContext>().use(csp).get('*', async function getConsole(c) {
  const file = await c.env.ASSETS.fetch(new Request(new URL('/manifest.json', c.req.url)));
  const { script, imports, styles } = Manifest.parse(await file.json()).console;
  return c.html(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="style-nonce" content="${c.var.nonce}">
<title>Usher</title>
${raw(styles.map((path) => `<link rel="stylesheet" href="${path}">`).join('\n'))}
${raw(imports.map((path) => `<link rel="modulepreload" href="${path}">`).join('\n'))}
<script type="module" src="${script}"></script>
</head>
<body><div id="console"></div><noscript>The console needs JavaScript.</noscript></body>
</html>`);
});
