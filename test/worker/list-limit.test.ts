import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { maxListMembers } from '../../shared/schema/segment.ts';
import { callConsole, signedInAs } from './support/console-user.ts';
import { makeSite } from './support/site.ts';

interface Answer {
  id: string;
  total: number;
}

it('holds 20,000 people and not one more, in reasonable time', { timeout: 120_000 }, async () => {
  const snapshot = JSON.stringify({ filling: 'x'.repeat(3_000) });
  const crowd = maxListMembers + 1;
  await env.DB.prepare(
    `WITH RECURSIVE count(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM count WHERE i < ?2)
     INSERT INTO profiles (site, version, snapshot, members, evaluated, identified) SELECT ?1, 1, ?3, '[]', 0, i % 2 FROM count`,
  )
    .bind('s_crowd', crowd, snapshot)
    .run();
  await env.DB.prepare(
    `INSERT INTO profile_facts (n, site, evaluated, plain, identified, sampled, personal)
     SELECT n, site, 0, 1, identified, 0, 1 FROM profiles WHERE site = ?`,
  )
    .bind('s_crowd')
    .run();
  await makeSite({ id: 's_crowd' });
  const crowdCookie = await signedInAs('s_crowd');
  const { results } = await env.DB.prepare(`SELECT 'p_' || n AS id FROM profiles WHERE site = 's_crowd'`).all<{
    id: string;
  }>();
  const everybody = results.map(({ id }) => id);
  const post = async (path: string, body: unknown) => {
    const startedAt = performance.now();
    const response = await callConsole('POST', path, { cookie: crowdCookie, body });
    const answer = (await response.json()) as Answer;
    return { status: response.status, answer, ms: Math.round(performance.now() - startedAt) };
  };
  const full = await post('/segments/lists', { name: 'Full', members: everybody.slice(1) });
  expect(full).toMatchObject({ status: 201, answer: { total: maxListMembers } });
  const over = await post(`/segments/${full.answer.id}/members`, { add: everybody.slice(0, 1) });
  expect(over).toMatchObject({ status: 422, answer: { type: '/problems/too-many-members' } });
  const atOnce = await post('/segments/lists', { name: 'Over', members: everybody });
  expect(atOnce).toMatchObject({
    status: 422,
    answer: { detail: '20,001 people: a static segment holds at most 20,000' },
  });
  console.log(
    '20,000 people onto a list',
    full.ms,
    'ms; one more refused',
    over.ms,
    'ms; 20,001 refused',
    atOnce.ms,
    'ms',
  );
  expect(full.ms).toBeLessThan(20_000);
});
