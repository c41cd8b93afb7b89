import { Button, NumberInput, Select, Text, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { ListRow } from '../campaign/list-row.tsx';
import { Panel } from '../profile/panel.tsx';
import { currencyChoices } from './places.ts';
import { settingsWords } from './settings-words.ts';
import { useSiteForm } from './site-form-context.ts';

const text = settingsWords.site;

/** What other currencies are worth in the site's. */
export function RateFields() {
  const form = useSiteForm();
  const currencies = useMemo(currencyChoices, []);
  return (
    <Panel title={text.rates}>
      <Text size="sm" c="dimmed">
        {text.ratesHelp}
      </Text>
      {form.values.exchangeRates.map((_, index) => (
        <ListRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the inputs are controlled, and rates have no identity.
          key={index}
          removeLabel={text.removeRate}
          onRemove={() => form.removeListItem('exchangeRates', index)}
        >
          <Select
            aria-label={text.rateCurrency}
            searchable
            allowDeselect={false}
            limit={100}
            data={currencies}
            {...form.getInputProps(`exchangeRates.${index}.currency`)}
          />
          <TextInput type="date" aria-label={text.rateFrom} {...form.getInputProps(`exchangeRates.${index}.from`)} />
          <NumberInput
            aria-label={text.rate}
            min={0}
            decimalScale={6}
            w={120}
            {...form.getInputProps(`exchangeRates.${index}.rate`)}
          />
        </ListRow>
      ))}
      <Button
        variant="default"
        size="xs"
        w="fit-content"
        onClick={() =>
          form.insertListItem('exchangeRates', {
            currency: form.values.currency === 'USD' ? 'EUR' : 'USD',
            from: new Date().toISOString().slice(0, 10),
            rate: 1,
          })
        }
      >
        {text.addRate}
      </Button>
    </Panel>
  );
}
