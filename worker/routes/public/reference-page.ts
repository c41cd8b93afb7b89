import { html } from 'hono/html';
import type { serverApi } from '../api/index.ts';

type Document = ReturnType<typeof serverApi.getOpenAPI31Document>;

interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: object }[];
  requestBody?: { content?: Record<string, { schema?: object }> };
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: object }> }>;
}

/** The server API as one page to read, without a script: every operation with its scope, what it takes and what it answers. */
export function referencePage({ info, servers = [], paths = {}, components = {} }: Document) {
  const operations = Object.entries(paths as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ title: `${method.toUpperCase()} ${path}`, operation })),
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title}</title>
<link rel="stylesheet" href="/api/reference.css">
</head>
<body>
<main>
<h1>${info.title}</h1>
<p>${info.description}</p>
<p>Base address: <code>${servers[0]?.url ?? ''}</code>. Machines read <a href="/api/openapi.json">openapi.json</a> and
<a href="/api/rule.schema.json">rule.schema.json</a>.</p>
<pre>curl ${servers[0]?.url ?? ''}/profiles -H 'Authorization: Bearer ush_…'</pre>
<nav aria-label="Operations"><ul>${operations.map(
    ({ title, operation }) => html`<li><a href="#${operation.operationId ?? ''}">${title}</a></li>`,
  )}</ul></nav>
${operations.map(({ title, operation }) => operationSection(title, operation))}
<section><h2>Schemas</h2>${Object.entries(components.schemas ?? {}).map(
    ([name, schema]) => html`<details id="schema-${name}"><summary>${name}</summary>${shown(schema)}</details>`,
  )}</section>
</main>
</body>
</html>`;
}

function operationSection(title: string, operation: Operation) {
  const { operationId = '', summary, description, security, parameters = [], requestBody, responses = {} } = operation;
  const scope = security?.flatMap((one) => Object.values(one).flat()).join(', ');
  const asked = Object.values(requestBody?.content ?? {})[0]?.schema;
  return html`<section id="${operationId}">
<h2><code>${title}</code></h2>
<p>${summary}. ${description ?? ''}</p>
<p>Scope: ${scope}</p>
${
  parameters.length === 0
    ? ''
    : html`<table><thead><tr><th>Parameter</th><th>In</th><th></th></tr></thead><tbody>${parameters.map(
        (one) =>
          html`<tr><td><code>${one.name}</code>${one.required ? '' : ' (may be left out)'}</td><td>${one.in}</td><td>${
            one.description ?? ''
          }</td></tr>`,
      )}</tbody></table>`
}
${asked ? html`<details><summary>Body</summary>${shown(asked)}</details>` : ''}
${Object.entries(responses).map(([status, response]) => responseDetails(status, response))}
</section>`;
}

function responseDetails(status: string, { description, content = {} }: NonNullable<Operation['responses']>[string]) {
  const [[type, { schema }] = ['', {}]] = Object.entries(content) as [string, { schema?: object }][];
  // Problems have one shape, told once.
  if (!schema || type.includes('problem')) return html`<p>${status}: ${description ?? ''}</p>`;
  return html`<details><summary>${status}: ${description ?? ''}</summary>${shown(schema)}</details>`;
}

function shown(schema: unknown) {
  return html`<pre>${JSON.stringify(schema, null, 2)}</pre>`;
}
