import { Loader } from '@mantine/core';
import { AttributeForm } from '../schema/attribute-form.tsx';
import { useAttributes } from '../schema/use-schema.ts';
import { Failure } from '../shell/failure.tsx';
import { NotFound } from '../shell/not-found.tsx';
import { words } from '../words.ts';

/** `new`, or the name of an attribute: one of the site's own to edit, or one that arrived to declare. */
export default function Attribute({ id }: { id: string }) {
  const { data, error, refetch } = useAttributes();
  if (id === 'new') return <AttributeForm row={null} />;
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Loader aria-label={words.loading} />;
  const row = data.find(({ definition, origin }) => definition.name === id && origin !== 'builtIn');
  return row ? <AttributeForm key={row.origin} row={row} /> : <NotFound />;
}
