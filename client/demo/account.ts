import { StoredValue } from './stored-value.ts';

export interface Account {
  name: string;
  email: string;
}

const storedAccount = new StoredValue('account');

/** Who signed in on this device; there is no password, because there is no server behind this shop. */
export function readAccount(): Account | undefined {
  const account = storedAccount.read() as Partial<Account> | undefined;
  return typeof account?.name === 'string' && typeof account.email === 'string'
    ? { name: account.name, email: account.email }
    : undefined;
}

export const signIn = (account: Account): void => storedAccount.write(account);

export const signOut = (): void => storedAccount.remove();
