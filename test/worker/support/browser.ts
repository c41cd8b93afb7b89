import { SELF } from 'cloudflare:test';
import type { CollectResponse } from '../../../shared/schema/protocol.ts';
import { shopOrigin } from './site.ts';

let streams = 0;

/** A visitor's browser as the protocol sees it: one seed, one stream, batches counted up. */
export class Browser {
  readonly seed: string;
  readonly stream: string;
  token: string | undefined;
  private sequence = 0;
  private readonly site: string;

  constructor(site: string, seed?: string) {
    streams += 1;
    this.site = site;
    this.seed = seed ?? `seed${String(streams).padStart(18, '0')}`;
    this.stream = `stream${String(streams).padStart(5, '0')}`;
  }

  /** The next batch with these events. */
  batch(events: readonly unknown[], overrides: Record<string, unknown> = {}): Record<string, unknown> {
    this.sequence += 1;
    return {
      stream: this.stream,
      sequence: this.sequence,
      events,
      consent: {},
      gpc: false,
      language: 'en',
      ...overrides,
    };
  }

  /** Sends a batch as the tag does. */
  post(
    batch: unknown,
    envelope: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const { token } = this;
    const body = {
      site: this.site,
      seed: this.seed,
      ...(token ? { token } : {}),
      sentAt: Date.now(),
      ...envelope,
      batch,
    };
    return postBody(JSON.stringify(body), headers);
  }

  /** Sends events and answers the whole response; throws unless it was taken. */
  async send(events: readonly unknown[], overrides: Record<string, unknown> = {}): Promise<CollectResponse> {
    const response = await this.post(this.batch(events, overrides));
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    const answer = (await response.json()) as CollectResponse;
    this.token = answer.token;
    return answer;
  }
}

/** Posts a raw body to the collect route from the shop's origin. */
export function postBody(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return SELF.fetch('https://usher.example/v1/collect', {
    method: 'POST',
    headers: { origin: shopOrigin, 'content-type': 'text/plain', ...headers },
    body,
  });
}

/** An event of now. */
export function event(name: string, properties: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  return { name, time: Date.now(), session: 'session-1', properties, ...more };
}
