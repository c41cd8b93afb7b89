import { Badge, ColorInput, Group, Input, NumberInput, SegmentedControl, Stack, TextInput, Title } from '@mantine/core';
import type { Promotion } from '../../../shared/schema/promotion.ts';
import { words } from '../words.ts';
import { BlockList } from './block-list.tsx';
import { useCampaignFormContext } from './campaign-form-context.ts';
import { contrastRatio, minContrast } from './contrast.ts';

const colours = ['background', 'text', 'accent', 'onAccent'] as const;

/** The creative of one variant: layout, theme and blocks. `path` leads to it in the form. */
export function PromotionFields({ path, promotion }: { path: string; promotion: Promotion }) {
  const form = useCampaignFormContext();
  const { theme } = promotion;

  return (
    <Stack>
      <Group align="start">
        <div>
          <Input.Label labelElement="div">{words.campaign.layout}</Input.Label>
          <SegmentedControl
            aria-label={words.campaign.layout}
            data={[
              { value: 'modal', label: words.campaign.layouts.modal },
              { value: 'corner', label: words.campaign.layouts.corner },
            ]}
            {...form.getInputProps(`${path}.layout`)}
          />
        </div>
        <TextInput
          label={words.campaign.label}
          description={words.campaign.labelHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          flex="1 1 240px"
          {...form.getInputProps(`${path}.label`)}
        />
        <TextInput
          label={words.campaign.lang}
          placeholder="en"
          w={110}
          {...form.getInputProps(`${path}.lang`)}
          value={promotion.lang ?? ''}
        />
      </Group>
      <Title order={2} size="sm">
        {words.campaign.theme}
      </Title>
      <Group align="start">
        {colours.map((colour) => (
          <ColorInput
            key={colour}
            label={words.campaign.colours[colour]}
            w={150}
            withEyeDropper={false}
            popoverProps={{ withinPortal: true }}
            {...form.getInputProps(`${path}.theme.${colour}`)}
          />
        ))}
        <NumberInput
          label={words.campaign.radius}
          suffix=" px"
          min={0}
          max={40}
          w={120}
          {...form.getInputProps(`${path}.theme.radiusPx`)}
        />
      </Group>
      <Group gap="xs">
        <ContrastBadge label={words.campaign.contrastText} ratio={contrastRatio(theme.text, theme.background)} />
        <ContrastBadge label={words.campaign.contrastButton} ratio={contrastRatio(theme.onAccent, theme.accent)} />
      </Group>
      <BlockList path={`${path}.blocks`} blocks={promotion.blocks} title={words.campaign.blocks} isRequired />
      <BlockList path={`${path}.thankYou`} blocks={promotion.thankYou} title={words.campaign.thankYou} />
    </Stack>
  );
}

/** Under 4.5 : 1 some visitors cannot read it. */
function ContrastBadge({ label, ratio }: { label: string; ratio: number | null }) {
  if (ratio === null) return null;
  const isEnough = ratio >= minContrast;
  return (
    <Badge
      variant="outline"
      color={isEnough ? 'gray' : 'red'}
      c={isEnough ? 'dimmed' : 'var(--mantine-color-error)'}
      tt="none"
    >
      {label} {ratio.toFixed(1)} : 1 {isEnough ? words.campaign.enough : words.campaign.tooLow}
    </Badge>
  );
}
