import { type Comparison, operandShapes, operatorsOf } from '../../../shared/rules/operand-types.ts';
import type { Operand, OperatorName } from '../../../shared/rules/rule.ts';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import { Choose } from './choose.tsx';
import { formOf } from './fact-form.ts';
import { firstOperand, OperandInput } from './operand-input.tsx';
import { operatorChoices } from './operator-choices.ts';
import { ruleWords } from './rule-words.ts';

interface ComparisonFieldsProps {
  condition: Comparison;
  onChange: (condition: Comparison) => void;
  vocabulary: Vocabulary;
}

/** "… is more than 100": an attribute, or a fact of the page or the cart, compared with a value. */
export function ComparisonFields({ condition, onChange, vocabulary }: ComparisonFieldsProps) {
  const { operator } = condition;
  const fitting = operatorsOf(condition, vocabulary) ?? [];
  return (
    <>
      <Choose
        label={ruleWords.operator}
        value={operator}
        choices={operatorChoices(fitting.includes(operator) ? fitting : [operator, ...fitting])}
        onChange={(next) => onChange(withOperator(condition, next))}
      />
      <OperandInput
        {...formOf(condition, vocabulary)}
        operator={operator}
        value={condition.value}
        timeZone={vocabulary.timeZone}
        onChange={(value) => onChange(withValue(condition, value))}
      />
    </>
  );
}

/** Another operator; the value stays when it wants the same kind of one. */
export function withOperator<Compared extends { operator: OperatorName; value?: Operand | undefined }>(
  compared: Compared,
  operator: Compared['operator'],
): Compared {
  const same = operandShapes[operator] === operandShapes[compared.operator];
  return withValue({ ...compared, operator }, same ? compared.value : firstOperand(operator));
}

/** Another value; none at all is left out, as the language has it. */
export function withValue<Compared extends { value?: Operand | undefined }>(
  { value: _, ...rest }: Compared,
  value: Operand | undefined,
): Compared {
  return (value === undefined ? rest : { ...rest, value }) as Compared;
}
