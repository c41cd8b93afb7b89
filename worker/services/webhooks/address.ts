import ipaddr from 'ipaddr.js';
import type { Env } from '../../config.ts';

/** Why an address is not sent to, or null: it is public as far as can be told now. */
export async function addressFault(env: Pick<Env, 'LOCAL_WEBHOOKS'>, url: string): Promise<string | null> {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed) return 'is no address';
  if (isLocalAllowed(env, parsed)) return null;
  if (parsed.protocol !== 'https:') return 'has to begin with https://';
  if (parsed.username || parsed.password) return 'must not carry a password';
  if (parsed.port !== '' && parsed.port !== '8443') return `has port ${parsed.port}: use 443 or 8443`;
  const host = parsed.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (ipaddr.isValid(host)) return isPublic(host) ? null : `is ${host}, which is not on the public internet`;
  if (!host.includes('.') || /(^|\.)(localhost|local|internal|home|lan|corp|test|invalid)$/i.test(host)) {
    return `is ${host}, which is not on the public internet`;
  }
  return resolvedFault(host);
}

/** Only what `npm start` runs may be told of itself. */
function isLocalAllowed({ LOCAL_WEBHOOKS }: Pick<Env, 'LOCAL_WEBHOOKS'>, { protocol, hostname }: URL): boolean {
  return LOCAL_WEBHOOKS === 'true' && protocol === 'http:' && hostname === '127.0.0.1';
}

function isPublic(ip: string): boolean {
  return ipaddr.process(ip).range() === 'unicast';
}

/** Every address the name has now has to be a public one: asked when saving, when testing, and before each sending. */
async function resolvedFault(host: string): Promise<string | null> {
  const answers = await Promise.all(['A', 'AAAA'].map((type) => resolve(host, type)));
  if (answers.some((answer) => answer === null)) return `has the name ${host}, which could not be looked up: try again`;
  const ips = answers.flatMap((answer) => answer ?? []);
  if (ips.length === 0) return `has the name ${host}, which leads nowhere`;
  const hidden = ips.find((ip) => !isPublic(ip));
  return hidden === undefined ? null : `leads to ${hidden}, which is not on the public internet`;
}

/** Addresses of a name by DNS over HTTPS (RFC 8484, JSON form); null when nobody answered. */
async function resolve(host: string, type: string): Promise<string[] | null> {
  const url = `https://cloudflare-dns.com/dns-query?name=${encodeURIComponent(host)}&type=${type}`;
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/dns-json' },
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) return null;
    const { Answer = [] } = (await response.json()) as { Answer?: { data: string }[] };
    return Answer.map(({ data }) => data).filter((data) => ipaddr.isValid(data));
  } catch {
    return null;
  }
}
