import { effectiveConsent } from '../../../shared/profile/effective-consent.ts';
import { factsOf } from '../../../shared/profile/facts-of.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../config.ts';
import type { ProfileRow } from '../../stores/profiles.ts';
import { profileId } from '../console/profile-rows.ts';
import { csvRow } from './csv.ts';
import { membersPage } from './members.ts';
import type { PopulationQuestion } from './question.ts';

/** Excel reads UTF-8 only when it begins so. */
const byteOrderMark = '\uFEFF';
const rowsPerPage = 100;

/** The first line of a file with these columns. */
export function csvHead(attributes: readonly string[]): string {
  return byteOrderMark + csvRow(['profile_id', ...attributes]);
}

/** Lines of profiles: the profile id and the attributes. What consent withholds stays out. */
export function csvLines(
  rows: readonly ProfileRow[],
  attributes: readonly string[],
  { linked }: Pick<PopulationQuestion, 'linked'>,
): string {
  const { purposes } = linked.bundle;
  const lines = rows.map(({ n, snapshot }) => {
    const { attributes: values, allows } = factsOf(snapshot, effectiveConsent(snapshot, linked));
    const usable = (name: string) => allows(purposes[name] ?? 'personalisation') && Object.hasOwn(values, name);
    return csvRow([profileId(n), ...attributes.map((name) => (usable(name) ? values[name] : undefined))]);
  });
  return lines.join('');
}

/** Everybody who matches as CSV, streamed. */
export function exportCsv(
  env: Env,
  site: SiteId,
  { question, attributes }: { question: PopulationQuestion; attributes: readonly string[] },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let before: number | null = null;
  let isFirst = true;
  return new ReadableStream({
    async pull(controller) {
      const page = await membersPage(env, site, { question, before, limit: rowsPerPage });
      const head = isFirst ? csvHead(attributes) : '';
      isFirst = false;
      controller.enqueue(encoder.encode(head + csvLines(page.rows, attributes, question)));
      before = page.next;
      if (before === null) controller.close();
    },
  });
}
