import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import type { Combination } from '../../../shared/insights/combinations.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import { answer, api } from '../api.ts';
import { formatNumber, formatShare } from '../formats.ts';
import { useSession } from '../queries.ts';
import { useSegmentChange } from '../segment/use-segment-change.ts';
import { Refusal } from '../shell/refusal.tsx';
import { overlapWords } from './overlap-words.ts';

/** A combination with what it is called. */
export interface NamedCombination extends Combination {
  label: string;
  /** For a segment made of it. */
  name: string;
}

interface CombinationListProps {
  /** In the order in which their marks stand. */
  segments: string[];
  combinations: NamedCombination[];
  /** People who are in any of the segments. */
  all: number;
}

/** Names are cut to what a segment may be called. */
const maxName = 100;

/** Every combination: which segments it is in, how many people, and a way to make a segment of it. */
export function CombinationList({ segments, combinations, all }: CombinationListProps) {
  const { user } = useSession();
  const [, navigate] = useLocation();
  const creating = useSegmentChange(({ name, ...combination }: NamedCombination) =>
    answer(api.segments.$post({ json: { draft: { name: name.slice(0, maxName), rule: ruleOf(combination) } } })),
  );
  const most = Math.max(...combinations.map(({ total }) => total), 1);
  return (
    <>
      <ul className="console-combinations">
        {combinations.map((combination) => {
          const { label, inside, total } = combination;
          return (
            <li key={label}>
              <span className="console-dots" aria-hidden="true">
                {segments.map((segment) => (
                  <span key={segment} data-inside={inside.includes(segment)} />
                ))}
              </span>
              <span className="console-bar-label">{label}</span>
              <span className="console-bar-value">
                {formatNumber(total)} · {all === 0 ? '–' : formatShare(total / all)}
              </span>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={overlapWords.asSegmentOf(label)}
                disabled={user.role === 'viewer'}
                loading={creating.isPending && creating.variables.label === label}
                onClick={() => creating.mutate(combination, { onSuccess: ({ id }) => navigate(`/segments/${id}`) })}
              >
                {overlapWords.asSegment}
              </Button>
              <span className="console-bar-track" aria-hidden="true">
                {total > 0 && <span style={{ inlineSize: `${(total / most) * 100}%` }} />}
              </span>
            </li>
          );
        })}
      </ul>
      <Refusal error={creating.error} />
    </>
  );
}

function ruleOf({ inside, outside }: Combination): Rule {
  const isIn = (segment: string): Rule => ({ kind: 'segment', segment, operator: 'in' });
  return {
    kind: 'all',
    rules: [...inside.map(isIn), ...outside.map((segment): Rule => ({ kind: 'not', rule: isIn(segment) }))],
  };
}
