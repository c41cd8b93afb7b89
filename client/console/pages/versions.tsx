import { Badge, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useLocation } from 'wouter';
import { formatMoment } from '../formats.ts';
import { useDraftSaved, useSession } from '../queries.ts';
import { SureButton } from '../settings/sure-button.tsx';
import { ChangeList } from '../shell/change-list.tsx';
import { Failure } from '../shell/failure.tsx';
import { notify } from '../shell/notify.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { restoreVersion, useVersions, type VersionedKind } from '../version/use-versions.ts';
import { versionWords } from '../version/version-words.ts';
import { words } from '../words.ts';

/** What was published of a segment or campaign, version by version. */
export default function Versions({ kind, id }: { kind: VersionedKind; id: string }) {
  const { site, user } = useSession();
  const { data, error, refetch } = useVersions(kind, id);
  const refreshLists = useDraftSaved();
  const [, navigate] = useLocation();
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Loader aria-label={words.loading} />;
  const { name, revision, draft, versions } = data;

  async function restore(version: number) {
    await restoreVersion(kind, { id, version, revision });
    await refreshLists();
    notify(versionWords.restored, versionWords.restoredText);
    navigate(`/${kind}s/${id}`);
  }

  return (
    <>
      <PageHeader title={versionWords.title(name)} back={{ href: `/${kind}s/${id}`, label: name }} />
      <Text maw={720} mb="md">
        {versions.length === 0 ? versionWords.none : versionWords.intro}
      </Text>
      <Stack maw={880}>
        {draft.length > 0 && versions.length > 0 && (
          <Stack component="section" className="console-panel" p="md" gap="xs">
            <Title order={2}>{versionWords.draft}</Title>
            <ChangeList changes={draft} />
          </Stack>
        )}
        {versions.map(({ version, at, by, isEnd, changes }, index) => (
          <Stack key={version} component="section" className="console-panel" p="md" gap="xs">
            <Group justify="space-between">
              <Group gap="sm">
                <Title order={2}>{versionWords.version(version)}</Title>
                {index === 0 && !isEnd && (
                  <Badge variant="outline" tt="none">
                    {versionWords.live}
                  </Badge>
                )}
                <Text size="sm" c="dimmed">
                  {versionWords.by(by, formatMoment(at, site.timeZone))}
                </Text>
              </Group>
              {!isEnd && user.role !== 'viewer' && (index > 0 || draft.length > 0) && (
                <SureButton
                  label={versionWords.restore}
                  title={versionWords.restoreOf(version)}
                  question={versionWords.restoreSure}
                  onSure={() => restore(version)}
                />
              )}
            </Group>
            {isEnd && <Text size="sm">{versionWords.end}</Text>}
            {!isEnd && index === versions.length - 1 && (
              <Text size="sm" c="dimmed">
                {versionWords.first}
              </Text>
            )}
            <ChangeList changes={changes} />
          </Stack>
        ))}
      </Stack>
    </>
  );
}
