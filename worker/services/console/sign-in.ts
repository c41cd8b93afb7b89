import type { SiteId } from '../../../shared/schema/names.ts';
import { ConsoleSessions } from '../../stores/console-sessions.ts';
import { SignInLinks } from '../../stores/sign-in-links.ts';
import { type Role, type User, Users } from '../../stores/users.ts';
import { hashSecret, newId, newSecret } from './secret.ts';

export const linkLifetimeMs = 15 * 60_000;
export const sessionLifetimeMs = 30 * 86_400_000;

export interface Invitation {
  site: SiteId;
  email: string;
  name: string;
  role: Role;
}

/** Makes the user when there is none (an existing one keeps name and role) and a link secret that works once. */
export async function makeSignInLink(db: D1Database, invitation: Invitation, now: number) {
  const user = await new Users(db).findOrCreate({ id: newId('usr_'), ...invitation }, now);
  const secret = newSecret();
  const expiresAt = now + linkLifetimeMs;
  await new SignInLinks(db).add({ hash: await hashSecret(secret), user: user.id, expiresAt }, now);
  return { secret, expiresAt, user };
}

/** Exchanges a link secret for the secret of a new session; null when the link is used up, expired or unknown. */
export async function signIn(db: D1Database, linkSecret: string, now: number): Promise<string | null> {
  const user = await new SignInLinks(db).take(await hashSecret(linkSecret), now);
  if (user === null) return null;
  const secret = newSecret();
  const session = { hash: await hashSecret(secret), user, expiresAt: now + sessionLifetimeMs };
  await new ConsoleSessions(db).start(session, now);
  return secret;
}

/** A session for somebody whose email is proven; null when the site has no such user. */
export async function startSession(
  db: D1Database,
  { site, email }: { site: SiteId; email: string },
  now: number,
): Promise<string | null> {
  const user = await new Users(db).find(site, email);
  if (!user) return null;
  const secret = newSecret();
  await new ConsoleSessions(db).start(
    { hash: await hashSecret(secret), user: user.id, expiresAt: now + sessionLifetimeMs },
    now,
  );
  return secret;
}

export async function userOfSession(db: D1Database, secret: string, now: number): Promise<User | null> {
  return new ConsoleSessions(db).user(await hashSecret(secret), now);
}

export async function signOut(db: D1Database, secret: string): Promise<void> {
  await new ConsoleSessions(db).end(await hashSecret(secret));
}
