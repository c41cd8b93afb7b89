import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withConfig } from '../../client/build/build-tag.ts';
import type { Event } from '../../shared/schema/event.ts';
import type { CollectRequest, CollectResponse, Reply, TagConfig } from '../../shared/schema/protocol.ts';
import { builtClient } from './built-client.ts';
import { hostPage } from './host-page.ts';

/** What goes wrong with one request. Faults are used up in order, one per request. */
export type Fault =
  /** The connection breaks, before or after the batch was taken. */
  | { kind: 'drop before' }
  | { kind: 'drop after' }
  /** The network delivers the request twice; the second answer reaches the tag. */
  | { kind: 'duplicate' }
  | { kind: 'status'; status: number; retryAfterSeconds?: number }
  /** The answer waits for a promise. */
  | { kind: 'delay'; until: Promise<unknown> };

export interface HostPage {
  html: string;
  headers?: Record<string, string>;
}

type CollectBody = Omit<CollectRequest, 'batch'> & {
  batch: Omit<CollectRequest['batch'], 'events'> & { events: Event[] };
};

/**
 * A peer that speaks the collect protocol as the Worker does (a batch counts once, its reply is stored and sent again),
 * serves the built tag and pages that embed it, and can be told what to reply and what to spoil.
 */
export class Collector {
  /** Every body that arrived, spoilt or not. */
  readonly bodies: CollectBody[] = [];
  /** The raw text after `"batch":`, of the same requests. */
  readonly frozen: string[] = [];
  readonly faults: Fault[] = [];
  readonly pages = new Map<string, HostPage>();
  /** Answers of the decision; whatever is missing is empty. */
  reply: (body: CollectBody) => Partial<Reply> = () => ({});
  refused: CollectResponse['refused'];
  ageMs = 0;

  readonly #batches = new Map<string, { events: Event[]; reply: Reply }>();
  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  readonly #config: Partial<TagConfig>;
  readonly #waiting = new Set<() => void>();

  private constructor(config: Partial<TagConfig>) {
    this.#config = config;
  }

  /** Starts on a free port; `/` and `/other` are pages of the shop. */
  static async start(config: Partial<TagConfig> = {}): Promise<Collector> {
    const collector = new Collector(config);
    for (const path of ['/', '/other']) collector.pages.set(path, { html: hostPage() });
    await collector.#listen();
    return collector;
  }

  async #listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Events of all batches taken, each batch once, in the order they came. */
  get events(): Event[] {
    return [...this.#batches.values()].flatMap(({ events }) => events);
  }

  named(name: string): Event[] {
    return this.events.filter((event) => event.name === name);
  }

  /** Waits until something holds, looking again after each request. Rejects with the names of what came after 15 s. */
  async until(holds: () => unknown, what: string): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`waited for ${what}; came: ${this.events.map(({ name }) => name).join(', ')}`));
      }, 15_000);
      const look = () => {
        if (!holds()) return;
        clearTimeout(late);
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.origin);
    if (pathname === '/v1/collect') return this.#collect(request, response);
    const { core, popup } = await builtClient();
    const script = { 'content-type': 'text/javascript; charset=utf-8', 'access-control-allow-origin': '*' };
    if (pathname === '/t/s_test.js')
      return void response.writeHead(200, script).end(withConfig(core, this.#tagConfig(popup.path)));
    if (pathname === popup.path) return void response.writeHead(200, script).end(popup.text);
    const page = this.pages.get(pathname);
    if (!page) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(page.html);
  }

  #tagConfig(popup: string): TagConfig {
    return { site: 's_test', host: this.origin, consentMode: 'off', currency: 'EUR', popup, ...this.#config };
  }

  async #collect(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = JSON.parse(text) as CollectBody;
    this.bodies.push(body);
    this.frozen.push(text.slice(text.indexOf('"batch":')));
    const fault = this.faults.shift();
    if (fault?.kind === 'delay') await fault.until;
    if (fault?.kind === 'drop before') request.socket.destroy();
    else if (fault?.kind === 'status') this.#refuse(response, fault);
    else {
      if (fault?.kind === 'duplicate') this.#take(body);
      const reply = this.#take(body);
      if (fault?.kind === 'drop after') request.socket.destroy();
      else this.#answer(response, { token: `token of ${body.seed}`, ageMs: this.ageMs, reply }, body.debug);
    }
    for (const look of [...this.#waiting]) look();
  }

  #take({ batch, ...body }: CollectBody): Reply {
    const key = `${batch.stream}/${batch.sequence}`;
    const { stream, sequence, events } = batch;
    const known = this.#batches.get(key);
    if (known) return known.reply;
    const empty = { stream, sequence, rejected: [], segments: [], maybe: [], offers: [] };
    // Taken first, so that a scripted reply can look at what has come, this batch included.
    const taken: { events: Event[]; reply: Reply } = { events, reply: empty };
    this.#batches.set(key, taken);
    taken.reply = { ...empty, ...this.reply({ ...body, batch }) };
    return taken.reply;
  }

  #answer(response: ServerResponse, body: CollectResponse, debug: string | undefined): void {
    const answer = debug && this.refused ? { ...body, refused: this.refused } : body;
    const headers = {
      'content-type': 'application/json',
      'cache-control': 'private, no-cache',
      'access-control-allow-origin': '*',
    };
    response.writeHead(200, headers).end(JSON.stringify(answer));
  }

  #refuse(response: ServerResponse, { status, retryAfterSeconds }: Extract<Fault, { kind: 'status' }>): void {
    const headers: Record<string, string> = {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'retry-after',
    };
    if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
    response.writeHead(status, headers).end();
  }
}
