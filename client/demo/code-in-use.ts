import { StoredValue } from './stored-value.ts';
import { type Code, readCode } from './totals.ts';

const storedCode = new StoredValue('code');

/** The code that the customer gave at the till, if any. */
export const readCodeInUse = (): Code | undefined => readCode(storedCode.read());

export const rememberCode = (code: Code | undefined): void => (code ? storedCode.write(code) : storedCode.remove());
