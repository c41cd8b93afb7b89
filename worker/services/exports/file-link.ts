import { isSame, sign } from '../visitor-token.ts';

/** How long a file is kept, and a link to it opens it. */
export const fileKeptMs = 7 * 86_400_000;

const signatureBytes = 32;

/** The path that opens the file of a run until a moment (epoch ms), without signing in: it is for those who are told of it. */
export async function filePath(
  secret: string,
  { run, expiresAt }: { run: string; expiresAt: number },
): Promise<string> {
  return `/v1/files/${run}/${expiresAt}/${await signatureOf(secret, run, expiresAt)}`;
}

/** Does this link open the file of the run now? */
export async function opensFile(
  secret: string,
  { run, expiresAt, signature, now }: { run: string; expiresAt: number; signature: string; now: number },
): Promise<boolean> {
  return expiresAt > now && isSame(signature, await signatureOf(secret, run, expiresAt));
}

function signatureOf(secret: string, run: string, expiresAt: number): Promise<string> {
  return sign(secret, `file|${run}|${expiresAt}`, signatureBytes);
}
