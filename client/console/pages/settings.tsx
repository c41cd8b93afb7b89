import { Tabs } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { useSession } from '../queries.ts';
import { AuditPanel } from '../settings/audit-panel.tsx';
import { KeysPanel } from '../settings/keys-panel.tsx';
import { settingsWords } from '../settings/settings-words.ts';
import { SitePanel } from '../settings/site-panel.tsx';
import { TokensPanel } from '../settings/tokens-panel.tsx';
import { UsersPanel } from '../settings/users-panel.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { WebhooksPanel } from '../webhook/webhooks-panel.tsx';

const tabs = ['site', 'users', 'tokens', 'keys', 'webhooks', 'audit'] as const;
const panels = {
  site: SitePanel,
  users: UsersPanel,
  tokens: TokensPanel,
  keys: KeysPanel,
  webhooks: WebhooksPanel,
  audit: AuditPanel,
};
/** What anybody may read; the others are the owners'. */
const open: readonly string[] = ['site', 'webhooks', 'audit'];

export default function Settings() {
  const { user } = useSession();
  const [search, setSearch] = useSearchParams();
  const shown = tabs.filter((name) => user.role === 'owner' || open.includes(name));
  const tab = shown.find((name) => name === search.get('tab')) ?? 'site';
  const Shown = panels[tab];
  return (
    <>
      <PageHeader title={settingsWords.title} />
      <Tabs value={tab} onChange={(name) => setSearch(name === null || name === 'site' ? {} : { tab: name })}>
        <Tabs.List aria-label={settingsWords.tabs.label}>
          {shown.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {settingsWords.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Shown />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
