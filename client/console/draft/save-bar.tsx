import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { ApiError } from '../api.ts';
import { useSession } from '../queries.ts';
import { words } from '../words.ts';

interface SaveBarProps {
  isNew: boolean;
  isDirty: boolean;
  isSaving: boolean;
  isConflict: boolean;
  /** Why the last save failed. */
  error: Error | null;
  /** How many fields the form itself refuses. */
  faultCount: number;
  onSave: () => void;
  onSaveOver: () => void;
  onLoadTheirs: () => void;
}

/** Saving at the foot of an editor: what is unsaved, why a save failed, and what can be done about it. Ctrl-S saves. */
export function SaveBar({ isNew, isDirty, isSaving, isConflict, error, faultCount, ...act }: SaveBarProps) {
  const { user } = useSession();
  const isViewer = user.role === 'viewer';
  useHotkeys([['mod+S', () => !isViewer && act.onSave()]], []);

  return (
    <Stack className="console-sticky" gap="sm" py="md" mt="lg">
      {error && (
        <Alert color="red" variant="outline" role="alert" title={isConflict ? words.form.conflict : words.form.failed}>
          <Stack gap="xs" align="start">
            <Text size="sm">
              {error.message}. {words.form.kept}
            </Text>
            {error instanceof ApiError &&
              error.problem.errors?.map(({ pointer, detail }) => (
                <Text size="sm" key={pointer + detail}>
                  {pointer.replace(/^\/draft/, '')}: {detail}
                </Text>
              ))}
            {isConflict && (
              <Group gap="xs">
                <Button size="xs" variant="default" onClick={act.onLoadTheirs}>
                  {words.form.loadTheirs}
                </Button>
                <Button size="xs" onClick={act.onSaveOver}>
                  {words.form.saveMine}
                </Button>
              </Group>
            )}
          </Stack>
        </Alert>
      )}
      {faultCount > 0 && (
        <Text size="sm" role="alert" c="var(--mantine-color-error)">
          {words.form.faults}
        </Text>
      )}
      <Group>
        <Button onClick={act.onSave} loading={isSaving} disabled={isViewer || (!isNew && !isDirty)}>
          {isNew ? words.form.create : words.form.save}
        </Button>
        <Text size="sm" c="dimmed">
          {isViewer ? words.form.viewer : isDirty && words.form.unsaved}
        </Text>
      </Group>
    </Stack>
  );
}
