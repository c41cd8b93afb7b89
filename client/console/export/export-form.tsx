import { Button, Group, MultiSelect, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { ExportSettings } from '../../../shared/schema/export.ts';
import { answer, api } from '../api.ts';
import { formatNumber, formatPercent } from '../formats.ts';
import { useSegments, useSession } from '../queries.ts';
import { Refusal } from '../shell/refusal.tsx';
import { useUnsaved } from '../unsaved.ts';
import { words } from '../words.ts';
import { formErrors } from '../zod-words.ts';
import { minuteOfTime, timeOfMinute } from './export-schedule.ts';
import { exportWords } from './export-words.ts';

const text = exportWords;
const whens = ['asked', 'day', 'week', 'month'] as const;
const previewAfterMs = 400;
/** Early enough to be there when the day's work begins. */
const firstMinute = 270;

interface ExportFormProps {
  /** Null for a new one. */
  settings: ExportSettings | null;
  onSave: (settings: ExportSettings) => Promise<unknown>;
}

const fresh: ExportSettings = { name: '', segment: '', attributes: ['email'], required: [], who: 'everyone' };

/** What an export holds and when it is made; says how many people would be in the file. */
export function ExportForm({ settings, onSave }: ExportFormProps) {
  const { site, user, attributes } = useSession();
  const { data: segments = [] } = useSegments();
  const form = useForm({
    initialValues: settings ?? fresh,
    validate: (values) => formErrors(ExportSettings, values),
  });
  useUnsaved(form.isDirty());
  const saving = useMutation({
    mutationFn: async (values: ExportSettings) => {
      await onSave(ExportSettings.parse(values));
      form.resetDirty(values);
    },
  });
  const { schedule } = form.values;
  const columns = attributes.map(({ name, label }) => ({ value: name, label }));
  // Who is in a live segment is known in the browser only.
  const exportable = segments.filter(({ size, archivedAt }) => size.kind !== 'live' && archivedAt === null);

  return (
    <form noValidate onSubmit={form.onSubmit((values) => saving.mutate(values))}>
      <Stack maw={720}>
        <TextInput label={text.name} required maxLength={100} {...form.getInputProps('name')} />
        <Select
          label={text.segment}
          required
          searchable
          allowDeselect={false}
          data={exportable.map(({ id, draft }) => ({ value: id, label: draft.name }))}
          {...form.getInputProps('segment')}
        />
        <MultiSelect
          label={text.attributes}
          description={text.attributesHelp}
          required
          searchable
          maxValues={50}
          data={columns}
          {...form.getInputProps('attributes')}
        />
        <MultiSelect
          label={text.required}
          description={text.requiredHelp}
          searchable
          clearable
          maxValues={10}
          data={columns}
          {...form.getInputProps('required')}
        />
        <Preview settings={form.values} />
        <Radio.Group label={text.who} {...form.getInputProps('who')}>
          <Group mt="xs">
            <Radio value="everyone" label={text.whos.everyone} />
            <Radio value="entered" label={text.whos.entered} />
          </Group>
        </Radio.Group>
        <Group align="end">
          <Select
            label={text.when}
            description={text.whenHelp(site.timeZone)}
            allowDeselect={false}
            data={whens.map((value) => ({ value, label: text.whens[value] }))}
            value={schedule?.every ?? 'asked'}
            onChange={(value) => {
              const every = whens.find((one) => one === value);
              form.setFieldValue(
                'schedule',
                every === undefined || every === 'asked'
                  ? undefined
                  : { every, minute: schedule?.minute ?? firstMinute },
              );
            }}
          />
          {schedule && (
            <TextInput
              type="time"
              label={text.time}
              value={timeOfMinute(schedule.minute)}
              onChange={({ currentTarget }) => {
                const minute = minuteOfTime(currentTarget.value);
                if (minute !== null) form.setFieldValue('schedule', { ...schedule, minute });
              }}
            />
          )}
        </Group>
        <Refusal error={saving.error} />
        <Group>
          <Button
            type="submit"
            loading={saving.isPending}
            disabled={user.role === 'viewer' || (settings !== null && !form.isDirty())}
          >
            {settings === null ? words.form.create : text.save}
          </Button>
          {user.role === 'viewer' && (
            <Text size="sm" c="dimmed">
              {words.form.viewer}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** How many people would be in the file now; nothing while the form is not filled in. */
function Preview({ settings: { segment, required } }: { settings: ExportSettings }) {
  const { user } = useSession();
  const [asked] = useDebouncedValue({ segment, required }, previewAfterMs);
  const { data, error } = useQuery({
    queryKey: ['exports', 'preview', asked],
    queryFn: () =>
      answer(api.exports.preview.$post({ json: { name: '-', attributes: ['email'], who: 'everyone', ...asked } })),
    enabled: asked.segment !== '' && user.role !== 'viewer',
    placeholderData: keepPreviousData,
  });
  if (error) return <Refusal error={error} />;
  if (!data) return null;
  const [exported, all] = [formatNumber(data.exported), formatNumber(data.inSegment)];
  return (
    <Text size="sm" role="status">
      {data.isWhole ? text.preview(exported, all) : text.previewPart(exported, all, formatPercent(data.fraction))}
    </Text>
  );
}
