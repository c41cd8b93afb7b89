/** Everything that answers a case, in one module, so that a test can build it once more with a planted fault (`mutant.ts`). */
export { ruleWarnings } from '../../shared/publish/warnings.ts';
export { check } from '../../shared/rules/check.ts';
export { isLive } from '../../shared/rules/compile.ts';
export { complete } from '../../shared/rules/complete.ts';
export { describe } from '../../shared/rules/describe.ts';
export { explain } from '../../shared/rules/explain.ts';
export { match } from '../../shared/rules/match.ts';
export { residual } from '../../shared/rules/residual.ts';
export { matcherOf, rematcherOf } from './matched-together.ts';
export { compileAlone, storedFacts } from './rule-facts.ts';
