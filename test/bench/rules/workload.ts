import type { Measure } from '../../../shared/profile/measure.ts';
import { withPlans } from '../../../shared/publish/with-plans.ts';
import { Compiler, isLive } from '../../../shared/rules/compile.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import type { Bundle, BundleSegment } from '../../../shared/schema/bundle.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import { attributeNames } from './vocabulary.ts';

/** A bundle of these rules, as publishing makes it, but for its limit of segments. Through JSON, as an isolate reads it. */
export function bundleOfRules(rules: readonly Rule[]): Bundle {
  const compiler = new Compiler();
  const segments = rules.map((rule, index): BundleSegment => {
    const program = compiler.compile(rule);
    return { id: `seg_${index}`, ordinal: index + 1, since: 1, live: isLive(program, compiler.predicates), program };
  });
  const { predicates } = compiler;
  const bundle: Bundle = {
    format: 1,
    version: 1,
    site: {
      id: 's_bench' as SiteId,
      name: 'Bench',
      origins: [],
      timeZone: 'UTC',
      currency: 'EUR',
      consentMode: 'off',
      caps: [],
      holdoutPercent: 0,
    },
    purposes: Object.fromEntries(attributeNames.map((name) => [name, 'personalisation'])),
    closed: [],
    predicates,
    measures: [...compiler.measures.values()].map((measure): Measure => ({ ...measure, since: 1 })),
    facts: [],
    segments: withPlans(segments, { predicates }),
    campaigns: [],
  };
  return JSON.parse(JSON.stringify(bundle));
}
