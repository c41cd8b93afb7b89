import { ActionIcon, Button, Group, Menu, Stack, Text, Title } from '@mantine/core';
import type { Block } from '../../../shared/schema/promotion.ts';
import { ruleWords } from '../rule/rule-words.ts';
import { Icon } from '../shell/icon.tsx';
import { words } from '../words.ts';
import { BlockFields } from './block-fields.tsx';
import { useCampaignFormContext } from './campaign-form-context.ts';
import { blockKinds, newBlock } from './new-promotion.ts';

interface BlockListProps {
  /** Of the list in the form. */
  path: string;
  blocks: Block[];
  title: string;
  isRequired?: boolean;
}

/** The blocks of a promotion, from top to bottom. */
export function BlockList({ path, blocks, title, isRequired = false }: BlockListProps) {
  const form = useCampaignFormContext();
  const { error } = form.getInputProps(path);
  const icon = { variant: 'subtle', color: 'gray', c: 'dimmed' } as const;

  return (
    <Stack gap="xs">
      <Title order={2} size="sm">
        {title}
      </Title>
      {blocks.map((block, index) => (
        <Stack
          // biome-ignore lint/suspicious/noArrayIndexKey: the inputs are controlled, and blocks have no identity.
          key={index}
          className="console-condition"
          p="xs"
          gap={6}
          role="group"
          aria-label={words.campaign.blockKinds[block.kind]}
        >
          <Group justify="space-between" gap="xs">
            <Text size="sm" fw={600}>
              {words.campaign.blockKinds[block.kind]}
            </Text>
            <Group gap={2}>
              <ActionIcon
                {...icon}
                aria-label={ruleWords.up}
                disabled={index === 0}
                onClick={() => form.reorderListItem(path, { from: index, to: index - 1 })}
              >
                <Icon name="up" size={16} />
              </ActionIcon>
              <ActionIcon
                {...icon}
                aria-label={ruleWords.down}
                disabled={index === blocks.length - 1}
                onClick={() => form.reorderListItem(path, { from: index, to: index + 1 })}
              >
                <Icon name="down" size={16} />
              </ActionIcon>
              <ActionIcon
                {...icon}
                aria-label={ruleWords.remove}
                disabled={isRequired && blocks.length === 1}
                onClick={() => form.removeListItem(path, index)}
              >
                <Icon name="remove" size={16} />
              </ActionIcon>
            </Group>
          </Group>
          <BlockFields path={`${path}.${index}`} block={block} />
        </Stack>
      ))}
      {typeof error === 'string' && (
        <Text size="sm" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" size="xs" w="fit-content" disabled={blocks.length >= 20}>
            {words.campaign.addBlock}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {blockKinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => form.insertListItem(path, newBlock(kind))}>
              {words.campaign.blockKinds[kind]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Stack>
  );
}
