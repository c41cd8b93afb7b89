import { Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useSession } from '../queries.ts';
import { words } from '../words.ts';
import { useCampaignFormContext } from './campaign-form-context.ts';
import { momentOf, wallTimeOf } from './wall-time.ts';

/** From when and until when, on the clock of the site. */
export function ScheduleFields() {
  const form = useCampaignFormContext();
  const { site } = useSession();
  const { schedule } = form.values;

  function change(end: 'from' | 'to', wallTime: string) {
    const { [end]: _, ...rest } = schedule;
    const moment = momentOf(wallTime, site.timeZone);
    form.setFieldValue('schedule', moment === null ? rest : { ...rest, [end]: moment });
  }

  return (
    <Stack gap="xs">
      <Title order={2}>{words.campaign.schedule}</Title>
      <Text size="sm" c="dimmed">
        {words.campaign.scheduleHelp(site.timeZone)}
      </Text>
      <Group>
        {(['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="datetime-local"
            label={words.campaign.scheduleEnds[end]}
            value={wallTimeOf(schedule[end], site.timeZone)}
            onChange={(event) => change(end, event.currentTarget.value)}
            error={form.errors[`schedule.${end}`]}
          />
        ))}
      </Group>
    </Stack>
  );
}
