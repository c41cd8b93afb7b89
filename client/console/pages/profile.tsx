import { Badge, Grid, Group, Loader, Stack, Text } from '@mantine/core';
import { formatMoment } from '../formats.ts';
import { AttributeGroups } from '../profile/attribute-groups.tsx';
import { ConsentPanel } from '../profile/consent-panel.tsx';
import { ExplainPanel } from '../profile/explain-panel.tsx';
import { IdentityPanel } from '../profile/identity-panel.tsx';
import { MembershipPanel } from '../profile/membership-panel.tsx';
import { OrderPanel } from '../profile/order-panel.tsx';
import { PersonActions } from '../profile/person-actions.tsx';
import { PromotionPanel } from '../profile/promotion-panel.tsx';
import { Timeline } from '../profile/timeline.tsx';
import { useProfile, useSession } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { words } from '../words.ts';

export default function Profile({ id }: { id: string }) {
  const { data, error, refetch } = useProfile(id);
  const { site } = useSession();
  const back = { href: '/profiles', label: words.profiles.title };

  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Loader aria-label={words.loading} />;
  return (
    <>
      <PageHeader
        title={data.name ?? data.email ?? words.profiles.unidentified}
        back={back}
        actions={<PersonActions profile={data} />}
        aside={
          <Group gap="xs">
            <Badge variant="outline" color="gray" tt="none">
              {data.id}
            </Badge>
            <Text size="sm" c="dimmed">
              {data.firstSeenAt === null || data.lastSeenAt === null
                ? words.profiles.neverSeen
                : `${words.profiles.firstSeen} ${formatMoment(data.firstSeenAt, site.timeZone)} · ${words.profiles.lastSeen} ${formatMoment(data.lastSeenAt, site.timeZone)} (${site.timeZone})`}
            </Text>
          </Group>
        }
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Timeline id={id} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            <MembershipPanel segments={data.segments} />
            <ExplainPanel id={id} />
            <IdentityPanel identities={data.identities} />
            <OrderPanel id={id} />
            <PromotionPanel promotions={data.promotions} />
            <AttributeGroups attributes={data.attributes} />
            <ConsentPanel id={id} consent={data.consent} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}
