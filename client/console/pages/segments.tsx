import { Button, Group, Tabs } from '@mantine/core';
import { Link, useSearchParams } from 'wouter';
import { overlapWords } from '../overlap/overlap-words.ts';
import { NewList } from '../segment/new-list.tsx';
import { SegmentList } from '../segment/segment-list.tsx';
import { segmentWords } from '../segment/segment-words.ts';
import { SmartList } from '../segment/smart-list.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { words } from '../words.ts';

const tabs = ['own', 'smart', 'archived'] as const;

export default function Segments() {
  const [search, setSearch] = useSearchParams();
  const tab = tabs.find((name) => name === search.get('tab')) ?? 'own';
  return (
    <>
      <PageHeader
        title={words.segments.title}
        actions={
          <Group gap="xs">
            <Button component={Link} href="/segments/overlap" variant="default">
              {overlapWords.link}
            </Button>
            <NewList />
            <Button component={Link} href="/segments/new">
              {words.segments.create}
            </Button>
          </Group>
        }
      />
      <Tabs value={tab} onChange={(next) => setSearch(next === 'own' || next === null ? {} : { tab: next })}>
        <Tabs.List aria-label={segmentWords.tabs.label} mb="md">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {segmentWords.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="own">{tab === 'own' && <SegmentList archived={false} />}</Tabs.Panel>
        <Tabs.Panel value="smart">{tab === 'smart' && <SmartList />}</Tabs.Panel>
        <Tabs.Panel value="archived">{tab === 'archived' && <SegmentList archived />}</Tabs.Panel>
      </Tabs>
    </>
  );
}
