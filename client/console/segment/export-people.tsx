import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Rule } from '../../../shared/rules/rule.ts';
import { ApiError, api } from '../api.ts';
import { saveFile } from '../save-file.ts';
import { segmentWords } from './segment-words.ts';

/** What a file of people says of them. */
const attributes = ['email', 'phone', 'first_name', 'last_name', 'country', 'last_seen', 'order_count', 'order_total'];

/** Saves everybody who matches a rule as a CSV file. */
export function ExportPeople({ rule, name }: { rule: Rule; name: string }) {
  const exporting = useMutation({
    mutationFn: async () => {
      const response = await api.population.export.$post({ json: { rule, attributes } });
      if (!response.ok)
        throw new ApiError({ type: 'about:blank', title: response.statusText, status: response.status });
      saveFile(await response.blob(), `${name}.csv`);
    },
  });
  return (
    <>
      <Button size="xs" variant="default" loading={exporting.isPending} onClick={() => exporting.mutate()}>
        {segmentWords.export}
      </Button>
      {exporting.error && (
        <Text size="sm" role="alert" c="var(--mantine-color-error)">
          {exporting.error.message}
        </Text>
      )}
    </>
  );
}
