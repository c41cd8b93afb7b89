import { attributeGroups } from '../../../shared/schema/attribute.ts';
import type { ProfilePage } from '../api.ts';
import { useSession } from '../queries.ts';
import { useVocabulary } from '../vocabulary.ts';
import { words } from '../words.ts';
import { attributeWords } from './attribute-words.ts';
import { FactLine } from './fact-line.tsx';
import { Panel } from './panel.tsx';

type Value = ProfilePage['attributes'][string];

/** What is known, by group in the order of the schema; what the schema does not declare comes last. */
export function AttributeGroups({ attributes }: { attributes: ProfilePage['attributes'] }) {
  const { attributes: definitions } = useVocabulary();
  const { site } = useSession();
  const undeclared = Object.keys(attributes).filter((name) => !definitions.has(name));

  return (
    <>
      {attributeGroups.map((group) => {
        const known = [...definitions.values()].filter(
          (one) => one.group === group && attributes[one.name] !== undefined,
        );
        if (known.length === 0) return null;
        return (
          <Panel key={group} title={words.profiles.groups[group]}>
            {known.map((definition) => (
              <FactLine key={definition.name} name={definition.label}>
                {attributeWords(attributes[definition.name] as Value, definition, site)}
              </FactLine>
            ))}
          </Panel>
        );
      })}
      {undeclared.length > 0 && (
        <Panel title={words.profiles.undeclared}>
          {undeclared.map((name) => (
            <FactLine key={name} name={name}>
              {String(attributes[name])}
            </FactLine>
          ))}
        </Panel>
      )}
    </>
  );
}
