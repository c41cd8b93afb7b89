import { effectiveConsent } from '../../../shared/profile/effective-consent.ts';
import { type Facts, factsOf } from '../../../shared/profile/facts-of.ts';
import type { Measure } from '../../../shared/profile/measure.ts';
import { segmentFaults } from '../../../shared/publish/segment-faults.ts';
import { check } from '../../../shared/rules/check.ts';
import { Compiler, isLive } from '../../../shared/rules/compile.ts';
import { type LinkedBundle, link } from '../../../shared/rules/link.ts';
import type { Program } from '../../../shared/rules/program.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import { Columns } from '../../../shared/rules/sql/columns.ts';
import { programBounds, storedPart } from '../../../shared/rules/sql/program-sql.ts';
import { Values } from '../../../shared/rules/sql/values.ts';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { Bundles } from '../../stores/bundles.ts';
import { Definitions } from '../../stores/definitions.ts';
import { warmAtOnce } from '../../stores/histories.ts';
import { warmThrough } from '../../stores/long-histories.ts';
import type { SqlQuestion } from '../../stores/population.ts';
import { type ProfileRow, Profiles } from '../../stores/profiles.ts';
import { readSite } from '../../stores/sites.ts';
import { vocabularyOf } from '../vocabulary.ts';

/** Rules made ready to be asked of everybody: as SQL, and for `match` where SQL cannot tell. */
export interface PopulationQuestion {
  /** Stored parts: what only an open page knows counts as true. */
  programs: readonly Program[];
  sql: SqlQuestion;
  linked: LinkedBundle;
  /** Some rule asks what only an open page knows: numbers are upper bounds. */
  live: boolean;
  /** What the rules speak of, segments as their drafts. */
  vocabulary: Vocabulary;
  /** Epoch ms. */
  now: number;
}

/** Makes rules ready. Segments they name stand as their drafts. Throws the problem `invalid-definition` with each fault. */
export async function populationQuestion(
  env: Env,
  site: SiteId,
  { rules, now }: { rules: readonly Rule[]; now: number },
): Promise<PopulationQuestion> {
  const found = await readSite(env.DB, site);
  if (!found || found.bundleVersion === 0) throw new ProblemError('conflict', 'publish once, then people are counted');
  const definitions = new Definitions(env.DB, site);
  const segments = new Map((await definitions.list('segment')).map(({ id, draft }) => [id, draft]));
  const vocabulary = { ...(await vocabularyOf(definitions, found.site)), segments };
  const faults = rules.flatMap((rule, index) => ruleFaults(rule, vocabulary, rules.length === 1 ? '' : `/${index}`));
  if (faults.length > 0) throw new ProblemError('invalid-definition', undefined, faults);

  const { bundle } = await new Bundles({ db: env.DB, bundles: env.BUNDLES }).read(site, found.bundleVersion);
  const compiler = new Compiler(new Map([...segments].map(([id, { rule }]) => [id, rule])));
  const whole = rules.map((rule) => compiler.compile(rule));
  const { predicates } = compiler;
  const programs = whole.map((program) => storedPart(program, predicates));
  const kept = new Map(bundle.measures.map((measure) => [measure.id, measure]));
  // What no profile counts yet is read from its history.
  const measures: Measure[] = [...compiler.measures.values()].map(
    (measure) => kept.get(measure.id) ?? { ...measure, since: Number.MAX_SAFE_INTEGER },
  );
  const values = new Values('?1');
  const columns = new Columns(bundle.facts);
  const asking = {
    attributes: vocabulary.attributes,
    measures: compiler.measures,
    columns,
    values,
    site,
    clock: { now, zone: found.site.timeZone },
  };
  const bounds = programs.map((program) => programBounds(program, predicates, asking));
  return {
    programs,
    sql: { programs: bounds, texts: values.bound(), since: columns.since },
    linked: link({ ...bundle, predicates, measures, segments: [], campaigns: [] }),
    live: whole.some((program) => isLive(program, predicates)),
    vocabulary,
    now,
  };
}

function ruleFaults(rule: Rule, vocabulary: Vocabulary & Required<Pick<Vocabulary, 'segments'>>, pointer: string) {
  const faults = check(rule, vocabulary, pointer);
  return faults.length > 0 ? faults : segmentFaults(rule, { segments: vocabulary.segments, pointer });
}

/** A profile and what each program answers for it; `approximate` where that rests on behaviour known only to the hour. */
export interface MatchedProfile {
  row: ProfileRow;
  facts: Facts;
  answers: boolean[];
  approximate: boolean[];
}

/** Profiles with the facts that the rules may use, their behaviour counted as far as the rules ask for it. */
export async function profilesWithFacts(
  env: Env,
  { linked }: Pick<PopulationQuestion, 'linked'>,
  numbers: readonly number[],
): Promise<{ row: ProfileRow; facts: Facts }[]> {
  const rows = await new Profiles(env.DB).many(numbers);
  // Also what no bundle asks for yet.
  const bundle = { ...linked.bundle, version: Number.MAX_SAFE_INTEGER };
  await warmAtOnce(env.DB, rows, bundle);
  for (const row of rows) if (row.warm < bundle.version) await warmThrough(env.DB, row, bundle);
  return rows.map((row) => ({
    row,
    facts: factsOf(row.snapshot, effectiveConsent(row.snapshot, linked), row.lists),
  }));
}

/** Profiles and what each program answers for them, by `match`. */
export async function matchProfiles(
  env: Env,
  question: PopulationQuestion,
  numbers: readonly number[],
): Promise<MatchedProfile[]> {
  const { linked, programs, now } = question;
  return (await profilesWithFacts(env, question, numbers)).map(({ row, facts }) => {
    const matched = programs.map((program) => linked.match(program, { facts, now }));
    return {
      row,
      facts,
      answers: matched.map(({ answer }) => answer),
      approximate: matched.map(({ reason }) => reason.kind === 'conditions' && reason.approximate),
    };
  });
}
