import { Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Explained } from '../../../shared/rules/explain.ts';
import { personWords } from './person-words.ts';

/** One part of a rule with its answer: a condition, a group, or another segment and what is inside it. */
export function ExplainedPart({ part }: { part: Explained }) {
  switch (part.kind) {
    case 'condition':
      return (
        <Answered part={part} title={part.sentence}>
          <Text size="sm" c="dimmed">
            {part.side === 'withheld' ? personWords.withheld : personWords.found(part.actual)}
            {part.approximate && ` ${personWords.approximate}`}
          </Text>
        </Answered>
      );
    case 'segment':
      return (
        <Answered part={part} title={part.sentence}>
          <ExplainedPart part={part.inside} />
        </Answered>
      );
    default: {
      const empty = part.kind === 'any' ? personWords.nobody : personWords.everyone;
      return (
        <Answered part={part} title={part.parts.length === 0 ? empty : personWords.groups[part.kind]}>
          {part.parts.map((inner) => (
            <ExplainedPart key={inner.pointer} part={inner} />
          ))}
        </Answered>
      );
    }
  }
}

function Answered({ part, title, children }: { part: Explained; title: string; children: ReactNode }) {
  return (
    <Group gap="xs" wrap="nowrap" align="start">
      <Text size="sm" fw={700} className="console-mark" data-verdict={part.verdict}>
        <span aria-hidden="true">{personWords.marks[part.verdict]}</span>
        <VisuallyHidden>{personWords.verdictOf[part.verdict]}</VisuallyHidden>
      </Text>
      <Stack gap={4} flex={1} miw={0}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Text>
        {children}
      </Stack>
    </Group>
  );
}
