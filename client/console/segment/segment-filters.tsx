import { Group, MultiSelect, Select, TextInput } from '@mantine/core';
import { segmentKinds } from '../../../shared/schema/segment.ts';
import { useAddress } from '../shell/use-address.ts';
import { words } from '../words.ts';
import type { ListedSegment } from './segment-columns.tsx';
import { segmentWords } from './segment-words.ts';

/** Narrows a list of segments, all by the address: words in name and sentence, every one of some tags, a kind. */
export function narrowed(segments: readonly ListedSegment[], search: URLSearchParams): ListedSegment[] {
  const find = (search.get('find') ?? '').trim().toLowerCase();
  const tags = search.getAll('tag');
  const kind = search.get('kind');
  return segments.filter(
    (segment) =>
      `${segment.draft.name} ${segment.sentence}`.toLowerCase().includes(find) &&
      tags.every((tag) => segment.draft.tags?.includes(tag)) &&
      (kind === null || segment.kind === kind),
  );
}

/** `tags`: those there are. */
export function SegmentFilters({ tags }: { tags: string[] }) {
  const [search, change] = useAddress();
  const chosen = search.getAll('tag');
  return (
    <Group gap="xs" flex={1}>
      <TextInput
        type="search"
        aria-label={words.segments.find}
        placeholder={words.segments.find}
        value={search.get('find') ?? ''}
        onChange={({ currentTarget: { value } }) => change({ find: value, page: null })}
        flex="0 1 260px"
      />
      <Select
        aria-label={words.segments.kindFilter}
        placeholder={words.segments.anyKind}
        clearable
        data={segmentKinds.map((kind) => ({ value: kind, label: segmentWords.kinds[kind] }))}
        value={search.get('kind')}
        onChange={(kind) => change({ kind, page: null })}
        w={150}
      />
      {(tags.length > 0 || chosen.length > 0) && (
        <MultiSelect
          aria-label={words.segments.tagFilter}
          {...(chosen.length === 0 && { placeholder: words.segments.tagFilter })}
          searchable
          clearable
          data={[...new Set([...tags, ...chosen])]}
          value={chosen}
          onChange={(tag) => change({ tag, page: null })}
          flex="0 1 220px"
        />
      )}
    </Group>
  );
}
