import { AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import type { Session } from '../api.ts';
import { words } from '../words.ts';
import { AccountMenu } from './account-menu.tsx';
import { Icon } from './icon.tsx';
import { PublishButton } from './publish-button.tsx';

const places = [
  { href: '/', name: 'home' },
  { href: '/segments', name: 'segments' },
  { href: '/campaigns', name: 'campaigns' },
  { href: '/profiles', name: 'profiles' },
  { href: '/imports', name: 'imports' },
  { href: '/exports', name: 'exports' },
  { href: '/attributes', name: 'attributes', also: '/events' },
  { href: '/settings', name: 'settings', also: '/webhooks' },
] as const;

/** The frame around every signed-in page. */
export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const [opened, { toggle, close }] = useDisclosure();
  const [location] = useLocation();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu of small screens closes on every change of page.
  useEffect(close, [location]);

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={words.menu} />
            <Text fw={700} c="pine" visibleFrom="sm">
              {words.product}
            </Text>
            <Text truncate size="sm" fw={500}>
              {session.site.name}
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <PublishButton session={session} />
            <AccountMenu user={session.user} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label={words.menu}>
        {places.map(({ href, name, ...more }) => {
          const active =
            href === '/'
              ? location === '/'
              : [href, 'also' in more ? more.also : href].some((place) => location.startsWith(place));
          return (
            <NavLink
              key={href}
              component={Link}
              href={href}
              label={words.nav[name]}
              leftSection={<Icon name={name} />}
              active={active}
              {...(active && { 'aria-current': 'page' as const })}
            />
          );
        })}
      </AppShell.Navbar>
      <AppShell.Main>{children}</AppShell.Main>
    </AppShell>
  );
}
