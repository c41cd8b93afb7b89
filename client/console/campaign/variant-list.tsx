import { Button, Group, NumberInput, Paper, Stack, Tabs, TextInput } from '@mantine/core';
import { useState } from 'react';
import { words } from '../words.ts';
import { useCampaignFormContext } from './campaign-form-context.ts';
import { newPromotion } from './new-promotion.ts';
import { PromotionFields } from './promotion-fields.tsx';
import { PromotionPreview } from './promotion-preview.tsx';

/** The creatives, one tab each. */
export function VariantList() {
  const form = useCampaignFormContext();
  const { variants } = form.values;
  const [shown, setShown] = useState(0);
  const index = Math.min(shown, variants.length - 1);
  const variant = variants[index];

  function add() {
    const key = freeKey(variants.map((one) => one.key));
    const promotion = variant ? structuredClone(variant.promotion) : newPromotion();
    form.insertListItem('variants', { key, name: key.toUpperCase(), weight: 1, promotion });
    setShown(variants.length);
  }

  return (
    <Stack>
      <Group justify="space-between">
        <Tabs variant="pills" value={String(index)} onChange={(value) => setShown(Number(value))}>
          <Tabs.List>
            {variants.map(({ key, name }, at) => (
              <Tabs.Tab key={key} value={String(at)}>
                {name || key}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={String(index)}>{null}</Tabs.Panel>
        </Tabs>
        <Group gap="xs">
          <Button variant="default" size="xs" disabled={variants.length >= 10} onClick={add}>
            {words.campaign.addVariant}
          </Button>
          <Button
            variant="default"
            size="xs"
            disabled={variants.length === 1}
            onClick={() => form.removeListItem('variants', index)}
          >
            {words.campaign.removeVariant}
          </Button>
        </Group>
      </Group>
      {variant && (
        <Paper key={variant.key} className="console-panel" p="md">
          <Stack>
            <Group align="start">
              <TextInput label={words.form.name} required {...form.getInputProps(`variants.${index}.name`)} />
              <NumberInput
                label={words.campaign.weight}
                min={0}
                max={1_000}
                allowDecimal={false}
                w={120}
                {...form.getInputProps(`variants.${index}.weight`)}
              />
            </Group>
            <div className="console-design">
              <PromotionFields path={`variants.${index}.promotion`} promotion={variant.promotion} />
              <PromotionPreview promotion={variant.promotion} />
            </div>
          </Stack>
        </Paper>
      )}
    </Stack>
  );
}

/** The key is what is recorded with every exposure: a letter, never typed, never changed. */
function freeKey(taken: string[]): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  return [...letters].find((letter) => !taken.includes(letter)) ?? 'z';
}
