import { TagsInput, type TagsInputProps } from '@mantine/core';
import { maxTags } from '../../../shared/schema/segment.ts';
import { useSegments } from '../queries.ts';
import { words } from '../words.ts';
import { tagsIn } from './tags-in.ts';

/** Tags of a segment; those of others are offered. */
export function TagsField(props: TagsInputProps) {
  const { data } = useSegments();
  return (
    <TagsInput
      label={words.segments.tags}
      description={words.segments.tagsHelp}
      maxTags={maxTags}
      data={tagsIn(data ?? [])}
      {...props}
    />
  );
}
