import { Anchor, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Overview } from '../api.ts';
import { Icon } from '../shell/icon.tsx';
import { homeWords } from './home-words.ts';
import { TagLine } from './tag-line.tsx';

const text = homeWords.steps;

/** What a new site still lacks; each step lights up when it is done. */
export function FirstSteps({ steps }: { steps: Overview['steps'] }) {
  return (
    <Stack className="console-panel" component="section" p="lg" gap="md" mb="lg" id="tag">
      <Title order={2}>{text.title}</Title>
      <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
        <Step isDone={steps.heard} title={steps.heard ? text.heardDone : text.heard}>
          {!steps.heard && (
            <>
              <TagLine />
              <Text size="sm" c="dimmed" role="status">
                {text.heardWaiting}
              </Text>
            </>
          )}
        </Step>
        <Step isDone={steps.segment} title={text.segment} href="/segments/new" help={text.segmentText} />
        <Step isDone={steps.campaign} title={text.campaign} href="/campaigns/new" help={text.campaignText} />
        <Step isDone={steps.live} title={text.live} help={text.liveText} />
      </Stack>
    </Stack>
  );
}

interface StepProps {
  isDone: boolean;
  title: string;
  href?: string;
  help?: string;
  children?: ReactNode;
}

function Step({ isDone, title, href, help, children }: StepProps) {
  return (
    <Group component="li" align="start" gap="sm" wrap="nowrap" className="console-step" data-done={isDone || undefined}>
      <span className="console-step-mark">{isDone && <Icon name="done" size={16} />}</span>
      <Stack gap={4} flex={1} miw={0}>
        <Text component="span" fw={600}>
          {href && !isDone ? (
            <Anchor component={Link} href={href} inherit>
              {title}
            </Anchor>
          ) : (
            title
          )}
          <VisuallyHidden> ({isDone ? text.done : text.open})</VisuallyHidden>
        </Text>
        {!isDone && help && (
          <Text size="sm" c="dimmed">
            {help}
          </Text>
        )}
        {children}
      </Stack>
    </Group>
  );
}
