import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import { describe } from '../../../shared/rules/describe.ts';
import type { Rule } from '../../../shared/rules/rule.ts';
import { useVocabulary } from '../vocabulary.ts';
import { filtersOf, withoutFilter } from './filter-rule.ts';
import { filterWords } from './filter-words.ts';

/** So many are shown before the rest is folded away. */
const maxShown = 3;

/** The filters in force, each as its sentence, to be taken away one by one or all at once. */
export function FilterChips({ rule, onChange }: { rule: Rule; onChange: (rule: Rule | null) => void }) {
  const vocabulary = useVocabulary();
  const [isAll, setAll] = useState(false);
  const sentences = filtersOf(rule).map((filter) => describe(filter, vocabulary));
  const folded = sentences.length - maxShown;
  return (
    <>
      <ul className="console-chips" aria-label={filterWords.chips}>
        {sentences.slice(0, isAll ? undefined : maxShown).map((sentence, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two filters may say the same.
          <li key={place}>
            <span>{sentence}</span>
            <CloseButton
              size="sm"
              aria-label={filterWords.remove(sentence)}
              onClick={() => onChange(withoutFilter(rule, place))}
            />
          </li>
        ))}
      </ul>
      {folded > 0 && (
        <Button size="compact-sm" variant="subtle" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
          {isAll ? filterWords.fewer : filterWords.more(folded)}
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={() => onChange(null)}>
        {filterWords.clear}
      </Button>
    </>
  );
}
