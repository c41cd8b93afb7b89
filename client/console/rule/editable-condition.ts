import { type OperandShape, operandShapes } from '../../../shared/rules/operand-types.ts';
import { type OperatorName, pageProperties } from '../../../shared/rules/rule.ts';
import type { DraftCondition } from './rule-tree.ts';

/** The conditions that a row has fields for. Any other is shown as its sentence and kept as it is. */
export type EditableCondition = Extract<DraftCondition, { kind: 'attribute' | 'page' | 'cart' | 'event' }>;

const editableShapes: readonly OperandShape[] = ['none', 'text', 'texts', 'number', 'range', 'wholeNumber'];

/** Is there an input for what the operator compares with? */
export function isEditableOperator(operator: OperatorName): boolean {
  return editableShapes.includes(operandShapes[operator]);
}

export function isEditable(condition: DraftCondition): condition is EditableCondition {
  switch (condition.kind) {
    case 'attribute':
    case 'cart':
      return isEditableOperator(condition.operator);
    case 'page':
      return pageProperties.some((name) => name === condition.property) && isEditableOperator(condition.operator);
    case 'event': {
      const { aggregate, items, window } = condition;
      return aggregate.kind === 'count' && !items && (window.kind === 'ever' || window.kind === 'rolling');
    }
    case 'eventTime':
    case 'sequence':
    case 'segment':
    case 'bucket':
    case 'list':
      return false;
  }
}
