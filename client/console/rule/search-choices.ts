import type { ComboboxItem, OptionsFilter } from '@mantine/core';
import type { ReactNode } from 'react';

/** What a searchable list offers, by category. */
export type Choices = { group: string; items: ComboboxItem[] }[];

/** Finds by words of the label, and by the name of a category everything in it. */
export const byLabelOrGroup: OptionsFilter = ({ options, search }) => {
  const wanted = search.trim().toLowerCase().split(/\s+/);
  const has = (text: ReactNode) =>
    wanted.every((word) =>
      String(text ?? '')
        .toLowerCase()
        .includes(word),
    );
  return options.flatMap((option) => {
    if (!('items' in option)) return has(option.label) ? option : [];
    const items = has(option.group) ? option.items : option.items.filter(({ label }) => has(label));
    return items.length === 0 ? [] : { ...option, items };
  });
};
