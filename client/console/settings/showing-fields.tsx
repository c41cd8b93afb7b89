import { NumberInput } from '@mantine/core';
import { CapList } from '../campaign/cap-list.tsx';
import { Panel } from '../profile/panel.tsx';
import { settingsWords } from './settings-words.ts';
import { useSiteForm } from './site-form-context.ts';

const text = settingsWords.site;

/** Who sees no promotion at all, and how often anybody sees one. */
export function ShowingFields() {
  const form = useSiteForm();
  return (
    <Panel title={text.showing}>
      <NumberInput
        label={text.holdout}
        description={text.holdoutHelp}
        suffix=" %"
        min={0}
        max={90}
        maw={320}
        {...form.getInputProps('holdoutPercent')}
      />
      <CapList title={text.capsTitle} form={form} />
    </Panel>
  );
}
