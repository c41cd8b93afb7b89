import { NumberInput, Stack, Text, Title } from '@mantine/core';
import { words } from '../words.ts';
import { useCampaignFormContext } from './campaign-form-context.ts';

/** What share of the audience is kept without the promotion, so that its effect can be measured. */
export function TestFields() {
  const form = useCampaignFormContext();
  const { variants, controlPercent } = form.values;
  const weights = variants.reduce((sum, { weight }) => sum + Number(weight), 0);

  return (
    <Stack gap="xs">
      <Title order={2}>{words.campaign.control}</Title>
      <Text size="sm" c="dimmed">
        {words.campaign.controlHelp}
      </Text>
      <NumberInput
        label={words.campaign.controlPercent}
        suffix=" %"
        min={0}
        max={90}
        w={180}
        {...form.getInputProps('controlPercent')}
      />
      <Title order={2} mt="md">
        {words.campaign.split}
      </Title>
      {variants.map(({ key, name, weight }) => (
        <Text key={key} size="sm">
          {name || key}:{' '}
          {words.campaign.share(weights === 0 ? 0 : ((100 - Number(controlPercent)) * Number(weight)) / weights)}
        </Text>
      ))}
      <Text size="sm">{words.campaign.controlShare(Number(controlPercent))}</Text>
    </Stack>
  );
}
