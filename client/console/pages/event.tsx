import { Loader } from '@mantine/core';
import { EventForm } from '../schema/event-form.tsx';
import { useEvents } from '../schema/use-schema.ts';
import { Failure } from '../shell/failure.tsx';
import { NotFound } from '../shell/not-found.tsx';
import { words } from '../words.ts';

/** `new`, or the name of an event: one of the site's own to edit, or one that arrived to declare. */
export default function EventPage({ id }: { id: string }) {
  const { data, error, refetch } = useEvents();
  if (id === 'new') return <EventForm row={null} />;
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Loader aria-label={words.loading} />;
  const row = data.find(({ definition, origin }) => definition.name === id && origin !== 'ready');
  return row ? <EventForm key={row.origin} row={row} /> : <NotFound />;
}
