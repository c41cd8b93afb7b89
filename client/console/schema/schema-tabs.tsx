import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { schemaWords } from './schema-words.ts';

/** Attributes and events side by side; each is an address of its own. */
export function SchemaTabs({ active, children }: { active: 'attributes' | 'events'; children: ReactNode }) {
  const [, navigate] = useLocation();
  return (
    <Tabs value={active} onChange={(name) => name && navigate(`/${name}`)}>
      <Tabs.List aria-label={schemaWords.tabs.label}>
        <Tabs.Tab value="attributes">{schemaWords.tabs.attributes}</Tabs.Tab>
        <Tabs.Tab value="events">{schemaWords.tabs.events}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value={active} pt="md">
        {children}
      </Tabs.Panel>
    </Tabs>
  );
}
