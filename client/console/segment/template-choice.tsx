import { Button, Group, Stack, Text } from '@mantine/core';
import type { Dispatch } from 'react';
import { useSession } from '../queries.ts';
import type { TreeEdit } from '../rule/edit-tree.ts';
import { treeOf } from '../rule/rule-tree.ts';
import { ruleTemplates } from './rule-templates.ts';
import { segmentWords } from './segment-words.ts';

/** Examples to begin with; one fills the rows, and can be undone like any other step. */
export function TemplateChoice({ edit }: { edit: Dispatch<TreeEdit> }) {
  const { site } = useSession();
  return (
    <Stack gap={6} role="group" aria-label={segmentWords.templates}>
      <Text size="sm" c="dimmed">
        {segmentWords.templates}
      </Text>
      <Group gap={6}>
        {ruleTemplates(site.currency).map(({ name, rule }) => (
          <Button
            key={name}
            variant="default"
            size="compact-sm"
            fw={500}
            onClick={() => edit({ kind: 'fill', tree: treeOf(rule) })}
          >
            {name}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
