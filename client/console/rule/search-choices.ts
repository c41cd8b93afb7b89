import type { ComboboxItem, OptionsFilter } from '@mantine/core';

/** What a searchable list offers, by category. */
export type Choices = { group: string; items: ComboboxItem[] }[];

/** Finds what has every word in its label or in the name of its category; a category alone finds everything in it. */
export const byLabelOrGroup: OptionsFilter = ({ options, search }) => {
  const wanted = search.trim().toLowerCase().split(/\s+/);
  const has = (...texts: unknown[]) => wanted.every((word) => texts.join(' ').toLowerCase().includes(word));
  return options.flatMap((option) => {
    if (!('items' in option)) return has(option.label) ? option : [];
    const items = option.items.filter(({ label }) => has(option.group, label));
    return items.length === 0 ? [] : { ...option, items };
  });
};
