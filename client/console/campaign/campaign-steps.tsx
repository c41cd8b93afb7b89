import { Stack, Tabs, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { words } from '../words.ts';
import { AudienceFields } from './audience-fields.tsx';
import { useCampaignFormContext } from './campaign-form-context.ts';
import { CapFields } from './cap-fields.tsx';
import { DebugLink } from './debug-link.tsx';
import { ScheduleFields } from './schedule-fields.tsx';
import { TestFields } from './test-fields.tsx';
import { TriggerFields } from './trigger-fields.tsx';
import { VariantList } from './variant-list.tsx';

const steps = ['who', 'when', 'often', 'design', 'test'] as const;
type Step = (typeof steps)[number];

/** Which step shows a field of the form. */
const stepOf: Record<string, Step> = {
  audience: 'who',
  triggers: 'when',
  schedule: 'when',
  caps: 'often',
  variants: 'design',
  controlPercent: 'test',
};

const contents: Record<Step, () => ReactNode> = {
  who: () => <AudienceFields />,
  when: () => (
    <Stack gap="xl">
      <TriggerFields />
      <ScheduleFields />
    </Stack>
  ),
  often: () => <CapFields />,
  design: () => <VariantList />,
  test: () => (
    <Stack gap="xl">
      <TestFields />
      <DebugLink />
    </Stack>
  ),
};

/** The parts of a campaign in free order; the address keeps which one is open, a mark says where something is wrong. */
export function CampaignSteps() {
  const form = useCampaignFormContext();
  const [search, setSearch] = useSearchParams();
  const open = steps.find((step) => step === search.get('step')) ?? 'who';
  const wrong = new Set(Object.keys(form.errors).map((path) => stepOf[path.split('.')[0] ?? '']));

  return (
    <Tabs value={open} onChange={(step) => step && setSearch({ step }, { replace: true })} keepMounted={false}>
      <Tabs.List mb="md">
        {steps.map((step) => (
          <Tabs.Tab key={step} value={step} {...(wrong.has(step) && { rightSection: <WrongMark /> })}>
            {words.campaign.steps[step]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {steps.map((step) => (
        <Tabs.Panel key={step} value={step}>
          {contents[step]()}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function WrongMark() {
  return (
    <Text span c="var(--mantine-color-error)" fw={700}>
      !<VisuallyHidden> {words.campaign.wrongStep}</VisuallyHidden>
    </Text>
  );
}
