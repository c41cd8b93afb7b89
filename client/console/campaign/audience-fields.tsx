import { Button, MultiSelect, Stack, Text, Title } from '@mantine/core';
import { useSegments } from '../queries.ts';
import { emptyTree } from '../rule/edit-tree.ts';
import { words } from '../words.ts';
import { AudienceCount } from './audience-count.tsx';
import { AudienceRule } from './audience-rule.tsx';
import { useCampaignFormContext } from './campaign-form-context.ts';

/** Who: in any of some segments, in none of others, and an own rule beside them. */
export function AudienceFields() {
  const form = useCampaignFormContext();
  const segments = useSegments();
  const { tree, include, exclude } = form.values.audience;
  const data = (segments.data ?? [])
    .filter(({ id, archivedAt }) => archivedAt === null || include.includes(id) || exclude.includes(id))
    .map(({ id, draft }) => ({ value: id, label: draft.name }));
  // An id whose segment is gone stays visible, so that it can be taken out.
  const known = new Set(data.map(({ value }) => value));
  const all = [
    ...data,
    ...[...include, ...exclude].filter((id) => !known.has(id)).map((id) => ({ value: id, label: id })),
  ];

  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {words.campaign.audienceHelp}
      </Text>
      <AudienceCount include={include} exclude={exclude} tree={tree} />
      <MultiSelect
        label={words.campaign.include}
        placeholder={include.length === 0 ? words.campaign.everyone : ''}
        data={all}
        searchable
        clearable
        {...form.getInputProps('audience.include')}
      />
      <MultiSelect
        label={words.campaign.exclude}
        placeholder={exclude.length === 0 ? words.campaign.nobody : ''}
        data={all}
        searchable
        clearable
        {...form.getInputProps('audience.exclude')}
      />
      <Title order={2}>{words.campaign.ownRule}</Title>
      {tree ? (
        <>
          <AudienceRule key={tree.key} tree={tree} onChange={(next) => form.setFieldValue('audience.tree', next)} />
          <Button
            variant="subtle"
            color="red.9"
            c="var(--mantine-color-error)"
            size="compact-sm"
            w="fit-content"
            onClick={() => form.setFieldValue('audience.tree', null)}
          >
            {words.campaign.removeRule}
          </Button>
        </>
      ) : (
        <Button variant="default" w="fit-content" onClick={() => form.setFieldValue('audience.tree', emptyTree())}>
          {words.campaign.addRule}
        </Button>
      )}
    </Stack>
  );
}
