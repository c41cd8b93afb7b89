import { Group, NumberInput, Textarea, TextInput } from '@mantine/core';
import type { Block } from '../../../shared/schema/promotion.ts';
import { words } from '../words.ts';
import { useCampaignFormContext } from './campaign-form-context.ts';
import { FormBlockFields } from './form-block-fields.tsx';

const { fields } = words.campaign;

/** What can be said in a block, by its kind. `path` leads to it in the form. */
export function BlockFields({ path, block }: { path: string; block: Block }) {
  const form = useCampaignFormContext();
  const input = (name: string) => form.getInputProps(`${path}.${name}`);

  switch (block.kind) {
    case 'heading':
      return <TextInput aria-label={fields.text} {...input('text')} />;
    case 'text':
      return <Textarea aria-label={fields.text} autosize minRows={2} {...input('text')} />;
    case 'image':
      return (
        <Group align="start">
          <TextInput label={fields.imageUrl} placeholder="https://" flex="2 1 240px" {...input('url')} />
          <TextInput label={fields.alt} flex="1 1 180px" {...input('alt')} />
          <NumberInput label={fields.width} suffix=" px" min={1} max={4_000} w={110} {...input('width')} />
          <NumberInput label={fields.height} suffix=" px" min={1} max={4_000} w={110} {...input('height')} />
        </Group>
      );
    case 'button':
      return (
        <Group align="start">
          <TextInput label={fields.text} flex="1 1 160px" {...input('text')} />
          <TextInput
            label={fields.link}
            placeholder={fields.linkNone}
            flex="2 1 240px"
            {...input('url')}
            value={block.url ?? ''}
          />
        </Group>
      );
    case 'coupon':
      return (
        <Group align="start">
          <TextInput label={fields.code} flex="1 1 140px" {...input('code')} />
          <TextInput label={fields.couponLabel} flex="2 1 220px" {...input('label')} value={block.label ?? ''} />
        </Group>
      );
    case 'form':
      return <FormBlockFields path={path} block={block} />;
  }
}
