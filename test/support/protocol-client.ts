import { randomBytes } from 'node:crypto';
import type { CollectResponse } from '../../shared/schema/protocol.ts';

/** Programs are not counted: it passes for a browser. */
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** A visitor that speaks the wire protocol from Node: freezes batches, and sends each again until it is acknowledged. */
export class ProtocolClient {
  readonly seed = randomBytes(16).toString('base64url');
  readonly stream = randomBytes(8).toString('base64url');
  /** Events of batches that were acknowledged, and the sequences of those. */
  acknowledged = 0;
  readonly sequences: number[] = [];
  private sequence = 0;
  private readonly site: string;

  constructor(site: string) {
    this.site = site;
  }

  /** Sends events until they are acknowledged; `originOf` may answer another server at each try. */
  async deliver(events: readonly object[], originOf: () => string | Promise<string>): Promise<CollectResponse> {
    this.sequence += 1;
    const { stream, sequence } = this;
    const batch = { stream, sequence, events, consent: {}, gpc: false, language: 'en' };
    for (;;) {
      const origin = await originOf();
      const response = await fetch(`${origin}/v1/collect`, {
        method: 'POST',
        headers: { origin, 'content-type': 'text/plain', 'user-agent': userAgent },
        body: JSON.stringify({ site: this.site, seed: this.seed, sentAt: Date.now(), batch }),
      }).catch(() => null);
      const answer = response?.ok ? ((await response.json().catch(() => null)) as CollectResponse | null) : null;
      if (answer) {
        this.acknowledged += events.length;
        this.sequences.push(sequence);
        return answer;
      }
      if (response && !response.ok && response.status < 500)
        throw new Error(`${response.status} ${await response.text()}`);
    }
  }
}

/** A page view of now. */
export function pageView(): object {
  return { name: 'page_view', time: Date.now(), session: 'session-1', properties: { path: '/' } };
}
