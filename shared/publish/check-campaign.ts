import { check } from '../rules/check.ts';
import type { Vocabulary } from '../rules/vocabulary.ts';
import type { Campaign } from '../schema/campaign.ts';
import type { Fault } from '../schema/problem.ts';
import type { FormField, Promotion } from '../schema/promotion.ts';
import { segmentFaults } from './segment-faults.ts';

/** May this campaign be published? Faults below `/campaign/ID`. */
export function checkCampaign(
  campaign: Campaign,
  { segmentIds, vocabulary }: { segmentIds: ReadonlySet<string>; vocabulary: Vocabulary },
): Fault[] {
  const at = `/campaign/${campaign.id}`;
  const faults: Fault[] = [];
  for (const list of ['include', 'exclude'] as const) {
    campaign.audience[list].forEach((id, index) => {
      if (segmentIds.has(id)) return;
      faults.push({ pointer: `${at}/audience/${list}/${index}`, detail: `there is no segment "${id}"` });
    });
  }
  const { rule } = campaign.audience;
  if (rule) {
    const pointer = `${at}/audience/rule`;
    faults.push(...check(rule, vocabulary, pointer));
    faults.push(...segmentFaults(rule, { segments: vocabulary.segments ?? new Map(), pointer }));
  }
  const { from, to } = campaign.schedule;
  if (from !== undefined && to !== undefined && from >= to) {
    faults.push({ pointer: `${at}/schedule/to`, detail: 'it ends before it begins: choose a later end' });
  }
  const keys = campaign.variants.map(({ key }) => key);
  keys.forEach((key, index) => {
    if (key === 'control')
      faults.push({ pointer: `${at}/variants/${index}/key`, detail: '"control" is taken: name it otherwise' });
    if (keys.indexOf(key) !== index)
      faults.push({ pointer: `${at}/variants/${index}/key`, detail: `"${key}" is used twice` });
  });
  if (campaign.variants.every(({ weight }) => weight === 0)) {
    faults.push({ pointer: `${at}/variants`, detail: 'all weights are 0: give one variant a share' });
  }
  campaign.variants.forEach(({ promotion }, index) => {
    faults.push(...checkPromotion(promotion, vocabulary, `${at}/variants/${index}/promotion`));
  });
  return faults;
}

function checkPromotion(promotion: Promotion, vocabulary: Vocabulary, at: string): Fault[] {
  const faults: Fault[] = [];
  promotion.blocks.forEach((block, blockIndex) => {
    if (block.kind !== 'form') return;
    block.fields.forEach((field, index) => {
      if (field.kind !== 'field') return;
      const detail = wrongField(field, vocabulary);
      if (detail !== null) faults.push({ pointer: `${at}/blocks/${blockIndex}/fields/${index}`, detail });
    });
  });
  return faults;
}

function wrongField(field: FormField, vocabulary: Vocabulary): string | null {
  const definition = vocabulary.attributes.get(field.attribute);
  if (!definition) return `unknown attribute "${field.attribute}": define it first`;
  if (definition.writtenBy !== 'visitor') return `"${field.attribute}" cannot be filled by a visitor`;
  if (definition.type !== field.type) return `"${field.attribute}" is a ${definition.type}, not a ${field.type}`;
  return null;
}
