import { Button, Group, MultiSelect, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { ConsentMode } from '../../../shared/schema/site.ts';
import { ListRow } from '../campaign/list-row.tsx';
import { Panel } from '../profile/panel.tsx';
import { FieldTitle } from '../shell/field-title.tsx';
import { consentCountries, countryChoices } from './places.ts';
import { settingsWords } from './settings-words.ts';
import { useSiteForm } from './site-form-context.ts';

const text = settingsWords.site;
const modes = ConsentMode.options.map((value) => ({ value, label: text.modes[value] }));

/** What happens before consent, by country, and how long people are kept. */
export function ConsentFields() {
  const form = useSiteForm();
  const countries = useMemo(countryChoices, []);
  const regions = form.values.consentRegions;
  const add = (region: (typeof regions)[number]) => form.insertListItem('consentRegions', region);
  return (
    <Panel title={text.consent}>
      <Select label={text.consentMode} allowDeselect={false} data={modes} {...form.getInputProps('consentMode')} />
      <FieldTitle title={text.regions} help={text.regionsHelp} />
      {regions.map((_, index) => (
        <ListRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the inputs are controlled, and regions have no identity.
          key={index}
          removeLabel={text.removeRegion}
          onRemove={() => form.removeListItem('consentRegions', index)}
        >
          <Stack gap="xs" flex={1}>
            <MultiSelect
              label={text.regionCountries}
              searchable
              limit={100}
              data={countries}
              {...form.getInputProps(`consentRegions.${index}.countries`)}
            />
            <Select
              label={text.regionMode}
              allowDeselect={false}
              data={modes}
              {...form.getInputProps(`consentRegions.${index}.mode`)}
            />
          </Stack>
        </ListRow>
      ))}
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          disabled={regions.length >= 20}
          onClick={() => add({ countries: [...consentCountries], mode: 'required' })}
        >
          {text.addEurope}
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={regions.length >= 20}
          onClick={() => add({ countries: [], mode: 'required' })}
        >
          {text.addRegion}
        </Button>
      </Group>
      <Text size="sm" fw={500} mt="sm">
        {text.retention}
      </Text>
      <Group align="start" grow preventGrowOverflow={false}>
        <NumberInput
          label={text.profileDays}
          placeholder={text.forever}
          suffix={text.days}
          min={1}
          max={3_650}
          allowDecimal={false}
          {...form.getInputProps('profileDays')}
        />
        <NumberInput
          label={text.historyDays}
          placeholder={text.forever}
          suffix={text.days}
          min={30}
          max={3_650}
          allowDecimal={false}
          {...form.getInputProps('historyDays')}
        />
      </Group>
    </Panel>
  );
}
