import { Group, Select, TagsInput, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { Panel } from '../profile/panel.tsx';
import { countryChoices, currencyChoices, timeZoneChoices } from './places.ts';
import { settingsWords } from './settings-words.ts';
import { useSiteForm } from './site-form-context.ts';

const text = settingsWords.site;

/** What the site is called, where it is, and which pages may embed the tag. */
export function SiteFields() {
  const form = useSiteForm();
  const { timeZone } = form.values;
  const choices = useMemo(
    () => ({ zones: timeZoneChoices(timeZone), currencies: currencyChoices(), countries: countryChoices() }),
    [timeZone],
  );
  return (
    <Panel title={settingsWords.tabs.site}>
      <TextInput label={text.name} required maxLength={100} {...form.getInputProps('name')} />
      <TagsInput
        label={text.origins}
        description={text.originsHelp}
        splitChars={[',', ' ', '\n']}
        {...form.getInputProps('origins')}
      />
      <Group align="start" grow preventGrowOverflow={false}>
        <Select
          label={text.timeZone}
          description={text.timeZoneHelp}
          searchable
          allowDeselect={false}
          limit={100}
          data={choices.zones}
          {...form.getInputProps('timeZone')}
        />
        <Select
          label={text.currency}
          description={text.currencyHelp}
          searchable
          allowDeselect={false}
          limit={100}
          data={choices.currencies}
          {...form.getInputProps('currency')}
        />
      </Group>
      <Select
        label={text.country}
        description={text.countryHelp}
        placeholder={text.noCountry}
        searchable
        limit={100}
        data={choices.countries}
        {...form.getInputProps('country')}
      />
      <TagsInput label={text.influencers} description={text.influencersHelp} {...form.getInputProps('influencers')} />
    </Panel>
  );
}
