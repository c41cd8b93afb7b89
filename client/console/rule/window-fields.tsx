import { Text } from '@mantine/core';
import { words as sentences } from '../../../shared/rules/describe-words.ts';
import { calendarPeriods, sessionWindows, type Window } from '../../../shared/rules/window.ts';
import { Choose, choicesOf } from './choose.tsx';
import { DayOperand, DaysOperand } from './day-operand.tsx';
import { LengthOperand } from './length-operand.tsx';
import { ruleWords } from './rule-words.ts';

interface WindowFieldsProps {
  window: Window;
  onChange: (window: Window) => void;
  timeZone: string;
  /** Absent: any window. A sequence cannot be asked of any one session. */
  sessions?: readonly (typeof sessionWindows)[number][];
}

const { windows, windowGroups } = ruleWords;
const { calendar, session } = sentences.events;

/** When it has to have happened. */
export function WindowFields({ window, onChange, timeZone, sessions = sessionWindows }: WindowFieldsProps) {
  return (
    <>
      <Choose
        label={ruleWords.window}
        value={tokenOf(window)}
        choices={[
          { value: 'ever', label: windows.ever },
          { group: windowGroups.length, items: [{ value: 'rolling', label: windows.rolling }] },
          {
            group: windowGroups.calendar,
            items: calendarPeriods.map((period) => ({ value: `calendar ${period}`, label: calendar[period].trim() })),
          },
          { group: windowGroups.dates, items: choicesOf(['between', 'since'], windows) },
          {
            group: windowGroups.session,
            items: sessionWindows
              .filter((which) => sessions.includes(which) || tokenOf(window) === `session ${which}`)
              .map((which) => ({ value: `session ${which}`, label: session[which].trim() })),
          },
        ]}
        onChange={(token) => onChange(windowOf(token))}
      />
      {window.kind === 'rolling' && (
        <LengthOperand value={window} onChange={({ amount, unit }) => onChange({ kind: 'rolling', amount, unit })} />
      )}
      {window.kind === 'between' && (
        <DaysOperand
          value={[window.from, window.to]}
          onChange={([from, to]) => onChange({ kind: 'between', from, to })}
        />
      )}
      {window.kind === 'since' && (
        <DayOperand value={window.from} onChange={(from) => onChange({ kind: 'since', from })} />
      )}
      {(window.kind === 'calendar' || window.kind === 'between' || window.kind === 'since') && (
        <Text size="sm" c="dimmed">
          {ruleWords.zone(timeZone)}
        </Text>
      )}
    </>
  );
}

/** What the list of windows calls one: a calendar period and a session by their own names. */
function tokenOf(window: Window): string {
  if (window.kind === 'calendar') return `calendar ${window.period}`;
  return window.kind === 'session' ? `session ${window.which}` : window.kind;
}

/** A window as it begins when it is chosen; days are to be filled in. */
function windowOf(token: string): Window {
  const [kind, name] = token.split(' ');
  const period = calendarPeriods.find((one) => kind === 'calendar' && one === name);
  if (period) return { kind: 'calendar', period };
  const which = sessionWindows.find((one) => kind === 'session' && one === name);
  if (which) return { kind: 'session', which };
  switch (kind) {
    case 'rolling':
      return { kind, amount: 30, unit: 'day' };
    case 'between':
      return { kind, from: '', to: '' };
    case 'since':
      return { kind, from: '' };
    default:
      return { kind: 'ever' };
  }
}
