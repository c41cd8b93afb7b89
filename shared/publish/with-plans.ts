import { planSegments, type SegmentPlan } from '../rules/segment-plan.ts';
import type { Bundle, BundleSegment } from '../schema/bundle.ts';

/** The segments with how each is asked; live ones are asked as residuals. */
export function withPlans(segments: BundleSegment[], { predicates }: Pick<Bundle, 'predicates'>): BundleSegment[] {
  const stored = segments.filter(({ live }) => !live);
  const plans = planSegments(
    stored.map(({ program }) => program),
    predicates,
  );
  const planOf = new Map(stored.map((segment, index) => [segment, plans[index] as SegmentPlan]));
  return segments.map((segment) => {
    const plan = planOf.get(segment);
    return plan ? { ...segment, plan } : segment;
  });
}
