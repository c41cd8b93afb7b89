import { compileEvent, compileEventTime, compileSequence } from './compile-event.ts';
import { connect, negate } from './connect.ts';
import { type MeasureDraft, sessionMeasure } from './measure-of.ts';
import { type DateOperator, dateOperators, type Operand, type OperatorName } from './operator-names.ts';
import { positiveOf, positiveTest } from './positive-operator.ts';
import { type CompiledWindow, never, type Predicate, type Program } from './program.ts';
import type { Comparand, PositiveOperator } from './residual-shape.ts';
import { type Condition, type Rule, type VisitProperty, visitProperties } from './rule.ts';
import { type Duration, durationMs, type Window } from './window.ts';

/**
 * Compiles checked rules into programs over one shared table of predicates and one of measures. Negative operators become
 * negations, texts are folded, lists sorted, number comparisons over counts become "at least n", segments stand with their
 * own rules, so that equal conditions meet in one predicate.
 */
export class Compiler {
  readonly predicates: Predicate[] = [];
  readonly measures = new Map<string, MeasureDraft>();
  private readonly indexes = new Map<string, number>();
  private readonly segments: ReadonlyMap<string, Rule>;
  private readonly inlined = new Map<string, Program>();

  /** Rules of segments by id, without a cycle (`segmentFaults`). */
  constructor(segments: ReadonlyMap<string, Rule> = new Map()) {
    this.segments = segments;
  }

  /** The rule must have passed `check`. */
  compile(rule: Rule): Program {
    switch (rule.kind) {
      case 'all':
        return connect(
          '&',
          rule.rules.map((part) => this.compile(part)),
        );
      case 'any':
        return connect(
          '|',
          rule.rules.map((part) => this.compile(part)),
        );
      case 'not':
        return negate(this.compile(rule.rule));
      default:
        return this.condition(rule);
    }
  }

  /** The place of a predicate in the table, where an equal one has one already. */
  index(predicate: Predicate): number {
    const key = JSON.stringify(predicate);
    const known = this.indexes.get(key);
    if (known !== undefined) return known;
    this.indexes.set(key, this.predicates.length);
    return this.predicates.push(predicate) - 1;
  }

  /** Has a measure counted; answers its id. */
  measure(measure: MeasureDraft): string {
    this.measures.set(measure.id, measure);
    return measure.id;
  }

  /** A window as predicates keep it; one of sessions has their starts counted. */
  window(window: Window): CompiledWindow {
    if (window.kind === 'ever') return null;
    if (window.kind === 'rolling') return durationMs(window);
    if (window.kind === 'session') this.measure(sessionMeasure);
    return window;
  }

  private condition(condition: Condition): Program {
    switch (condition.kind) {
      case 'attribute':
        return this.attribute(condition);
      case 'page': {
        const visit = visitProperties.find((name) => name === condition.property);
        return visit ? this.visit(visit, condition) : this.live(condition);
      }
      case 'cart':
        return this.live(condition);
      case 'event':
        return compileEvent(condition, this);
      case 'eventTime':
        return compileEventTime(condition, this);
      case 'sequence':
        return compileSequence(condition, this);
      case 'segment':
        return signed(this.segment(condition.segment), condition.operator === 'notIn');
      case 'bucket':
        return signed(this.index(['bucket', condition.salt, condition.percent]), condition.operator === 'notIn');
      case 'list':
        return signed(this.index(['list', condition.list]), condition.operator === 'notIn');
    }
  }

  private attribute({ attribute, operator, value }: Extract<Condition, { kind: 'attribute' }>): Program {
    const positive = positiveOf(operator);
    const name = positive ?? operator;
    if (name === 'updatedWithin') {
      return signed(this.index(['updated', attribute, durationMs(value as Duration)]), positive !== undefined);
    }
    if (isDateOperator(name) && name !== 'notOn') {
      return signed(this.index(['date', attribute, name, value as Operand]), positive !== undefined);
    }
    return this.comparison({ operator, value }, (test, comparand) => ['attribute', attribute, test, comparand]);
  }

  private live(condition: Extract<Condition, { kind: 'page' | 'cart' }>): Program {
    const fact = `${condition.kind}.${condition.property}` as const;
    return this.comparison(condition, (operator, value) => ['live', fact, operator, value]);
  }

  /** Where the visit began and its device are attributes, so that a condition on either is the same predicate. */
  private visit(property: VisitProperty, condition: { operator: OperatorName; value?: Operand | undefined }): Program {
    return this.comparison(condition, (operator, value) => {
      if (property === 'landingUrl') return ['attribute', 'landing_url', operator, value];
      if (property === 'device') return ['attribute', 'device_type', operator, value];
      return ['visit', property, operator, value];
    });
  }

  private comparison(
    { operator, value }: { operator: OperatorName; value?: Operand | undefined },
    predicate: (operator: PositiveOperator, value: Comparand) => Predicate,
  ): Program {
    if (operator === 'countAtMost') {
      const known = this.index(predicate('isKnown', null));
      return connect('&', [known, negate(this.index(predicate('countAtLeast', (value as number) + 1)))]);
    }
    const positive = positiveTest(operator, value);
    return signed(this.index(predicate(positive.operator, positive.value)), positive.negated);
  }

  private segment(id: string): Program {
    const known = this.inlined.get(id);
    if (known !== undefined) return known;
    const rule = this.segments.get(id);
    const program = rule ? this.compile(rule) : never;
    this.inlined.set(id, program);
    return program;
  }
}

function isDateOperator(name: OperatorName): name is DateOperator {
  return (dateOperators as readonly string[]).includes(name);
}

function signed(program: Program, negated: boolean): Program {
  return negated ? negate(program) : program;
}

/** Is any leaf a fact that only the open page knows? */
export function isLive(program: Program, predicates: readonly Predicate[]): boolean {
  if (typeof program === 'number') return predicates[program]?.[0] === 'live';
  return (program.slice(1) as Program[]).some((part) => isLive(part, predicates));
}
