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
  /** Frozen batches by sequence, and the reply that each was answered first. */
  readonly frozen = new Map<number, { batch: object; reply: string }>();
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
      const response = await this.post(batch, await originOf());
      const text = response?.ok ? await response.text().catch(() => null) : null;
      if (text !== null) {
        this.acknowledged += events.length;
        this.sequences.push(sequence);
        this.frozen.set(sequence, { batch, reply: replyIn(text) });
        return JSON.parse(text) as CollectResponse;
      }
      if (response && !response.ok && response.status < 500 && response.status !== 429)
        throw new Error(`${response.status} ${await response.text()}`);
    }
  }

  /** Sends a batch once more that was acknowledged; true when its reply is the same bytes. */
  async isRepeated(sequence: number, origin: string): Promise<boolean> {
    const { batch, reply } = this.frozen.get(sequence) ?? {};
    const response = batch && (await this.post(batch, origin));
    return response !== null && response !== undefined && replyIn(await response.text()) === reply;
  }

  private post(batch: object, origin: string): Promise<Response | null> {
    return fetch(`${origin}/v1/collect`, {
      method: 'POST',
      headers: { origin, 'content-type': 'text/plain', 'user-agent': userAgent },
      body: JSON.stringify({ site: this.site, seed: this.seed, sentAt: Date.now(), batch }),
    }).catch(() => null);
  }
}

/** What is stored of an answer; the token and the age beside it are of the moment. */
function replyIn(answer: string): string {
  return answer.slice(answer.indexOf('"reply":'));
}

/** A page view of now. */
export function pageView(): object {
  return { name: 'page_view', time: Date.now(), session: 'session-1', properties: { path: '/' } };
}
