import { Autocomplete, Button, NumberInput, Select, Stack, Text, Title } from '@mantine/core';
import type { Trigger } from '../../../shared/schema/campaign.ts';
import { commerceEvents } from '../../../shared/schema/event.ts';
import { ruleWords } from '../rule/rule-words.ts';
import { words } from '../words.ts';
import { useCampaignFormContext } from './campaign-form-context.ts';
import { ListRow } from './list-row.tsx';

const { triggerKinds } = words.campaign;

/** When and where: any of these triggers, the first that fires. */
export function TriggerFields() {
  const form = useCampaignFormContext();
  const { triggers } = form.values;

  return (
    <Stack gap="xs">
      <Title order={2}>{words.campaign.triggers}</Title>
      <Text size="sm" c="dimmed">
        {words.campaign.triggersHelp}
      </Text>
      {triggers.map((trigger, index) => (
        <ListRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the inputs are controlled, and triggers have no identity.
          key={index}
          removeLabel={words.campaign.removeTrigger}
          mayRemove={triggers.length > 1}
          onRemove={() => form.removeListItem('triggers', index)}
        >
          <Select
            aria-label={words.campaign.trigger}
            allowDeselect={false}
            data={Object.entries(triggerKinds).map(([value, label]) => ({ value, label }))}
            value={trigger.kind}
            onChange={(kind) => form.setFieldValue(`triggers.${index}`, newTrigger(kind))}
            w={230}
          />
          {trigger.kind === 'delay' && (
            <NumberInput
              aria-label={words.campaign.seconds}
              suffix={` ${words.campaign.secondsUnit}`}
              min={0}
              max={3_600}
              w={150}
              {...form.getInputProps(`triggers.${index}.seconds`)}
            />
          )}
          {trigger.kind === 'scroll' && (
            <NumberInput
              aria-label={words.campaign.percent}
              suffix=" %"
              min={1}
              max={100}
              w={110}
              {...form.getInputProps(`triggers.${index}.percent`)}
            />
          )}
          {trigger.kind === 'event' && (
            <Autocomplete
              aria-label={ruleWords.event}
              data={[...commerceEvents]}
              w={220}
              {...form.getInputProps(`triggers.${index}.event`)}
            />
          )}
        </ListRow>
      ))}
      <Button
        variant="default"
        size="xs"
        w="fit-content"
        disabled={triggers.length >= 10}
        onClick={() => form.insertListItem('triggers', newTrigger('exitIntent'))}
      >
        {words.campaign.addTrigger}
      </Button>
    </Stack>
  );
}

function newTrigger(kind: string | null): Trigger {
  switch (kind) {
    case 'delay':
      return { kind, seconds: 10 };
    case 'scroll':
      return { kind, percent: 50 };
    case 'event':
      return { kind, event: 'add_to_cart' };
    case 'exitIntent':
      return { kind };
    default:
      return { kind: 'immediately' };
  }
}
