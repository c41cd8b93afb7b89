import { operandShapes } from '../../../shared/rules/operand-types.ts';
import type { Operand, OperatorName } from '../../../shared/rules/rule.ts';
import type { AttributeOption } from '../../../shared/schema/attribute.ts';
import { NumberOperand, type NumberScale, RangeOperand } from './number-operand.tsx';
import { TextOperand, TextsOperand } from './text-operand.tsx';

interface OperandInputProps {
  operator: OperatorName;
  value: Operand | undefined;
  onChange: (value: Operand | undefined) => void;
  /** Offered instead of free text. */
  options?: AttributeOption[] | undefined;
  scale?: NumberScale | undefined;
}

/** The value that an operator compares with, in the control that fits it. A value of another kind shows as empty. */
export function OperandInput({ operator, value, onChange, options, scale }: OperandInputProps) {
  switch (operandShapes[operator]) {
    case 'none':
      return null;
    case 'text':
      return <TextOperand value={typeof value === 'string' ? value : ''} onChange={onChange} options={options} />;
    case 'texts':
      return <TextsOperand value={isTexts(value) ? value : []} onChange={onChange} options={options} />;
    case 'number':
    case 'wholeNumber':
      return <NumberOperand value={typeof value === 'number' ? value : undefined} onChange={onChange} scale={scale} />;
    case 'range':
      return <RangeOperand value={isRange(value) ? value : undefined} onChange={onChange} scale={scale} />;
  }
}

function isTexts(value: Operand | undefined): value is string[] {
  return Array.isArray(value) && typeof value[0] === 'string';
}

function isRange(value: Operand | undefined): value is [number, number] {
  return Array.isArray(value) && typeof value[0] === 'number';
}
