import { Loader } from '@mantine/core';
import { useSegment } from '../queries.ts';
import { SegmentForm } from '../segment/segment-form.tsx';
import { StaticForm } from '../segment/static-form.tsx';
import { Failure } from '../shell/failure.tsx';
import { words } from '../words.ts';

/** `new` or the id of a segment. */
export default function SegmentEditor({ id }: { id: string }) {
  return id === 'new' ? <SegmentForm row={null} /> : <StoredSegment id={id} />;
}

function StoredSegment({ id }: { id: string }) {
  const { data, error, refetch } = useSegment(id);
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Loader aria-label={words.loading} />;
  return data.kind === 'dynamic' ? <SegmentForm row={data} /> : <StaticForm row={data} />;
}
