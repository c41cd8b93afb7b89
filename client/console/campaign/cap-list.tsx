import { Button, NumberInput, Select, Stack, Text, Title } from '@mantine/core';
import { capEvents, type FrequencyCap } from '../../../shared/schema/campaign.ts';
import { words } from '../words.ts';
import { ListRow } from './list-row.tsx';

const { capWords } = words.campaign;

/** Of a form that holds caps, what the list needs. */
interface CapForm {
  values: { caps: FrequencyCap[] };
  getInputProps: (path: string) => object;
  insertListItem: (path: 'caps', item: FrequencyCap) => void;
  removeListItem: (path: 'caps', index: number) => void;
  setFieldValue: (path: `caps.${number}.per`, value: FrequencyCap['per']) => void;
}

/** How often: each cap is a sentence, and all of them hold. */
export function CapList({ title, form }: { title: string; form: CapForm }) {
  const { caps } = form.values;

  return (
    <Stack gap="xs">
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed">
        {words.campaign.capsHelp}
      </Text>
      {caps.map((cap, index) => (
        <ListRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the inputs are controlled, and caps have no identity.
          key={index}
          removeLabel={words.campaign.removeCap}
          onRemove={() => form.removeListItem('caps', index)}
        >
          <Text size="sm">{capWords.atMost}</Text>
          <NumberInput
            aria-label={capWords.max}
            min={1}
            max={1_000}
            allowDecimal={false}
            w={80}
            {...form.getInputProps(`caps.${index}.max`)}
          />
          <Select
            aria-label={capWords.countsLabel}
            allowDeselect={false}
            data={capEvents.map((value) => ({ value, label: capWords.counts[value] }))}
            w={160}
            {...form.getInputProps(`caps.${index}.counts`)}
          />
          <Select
            aria-label={capWords.perLabel}
            allowDeselect={false}
            data={Object.entries(capWords.per).map(([value, label]) => ({ value, label }))}
            value={cap.per.kind}
            onChange={(kind) => form.setFieldValue(`caps.${index}.per`, newPeriod(kind))}
            w={180}
          />
          {cap.per.kind === 'rolling' && (
            <NumberInput
              aria-label={capWords.days}
              suffix={` ${capWords.days}`}
              min={1}
              max={365}
              allowDecimal={false}
              w={110}
              {...form.getInputProps(`caps.${index}.per.days`)}
            />
          )}
        </ListRow>
      ))}
      <Button
        variant="default"
        size="xs"
        w="fit-content"
        disabled={caps.length >= 10}
        onClick={() => form.insertListItem('caps', { counts: 'shown', max: 1, per: { kind: 'session' } })}
      >
        {words.campaign.addCap}
      </Button>
    </Stack>
  );
}

function newPeriod(kind: string | null): FrequencyCap['per'] {
  if (kind === 'rolling') return { kind, days: 7 };
  return { kind: kind === 'lifetime' ? 'lifetime' : 'session' };
}
