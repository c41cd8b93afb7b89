import { createServer, type IncomingMessage, request as requestOf, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a network does to one request. */
export const networkFaults = [
  /** The connection breaks before the server has the request, or after it has answered. */
  'drop before',
  'drop after',
  /** The server gets the request twice; the second answer arrives. */
  'duplicate',
  /** It arrives, and a copy of it once more after later ones. */
  'late copy',
  /** Later requests overtake it. */
  'delay',
  /** It breaks in the middle of the request, or of the answer. */
  'truncate request',
  'truncate answer',
  'status 429',
  'status 503',
] as const;
export type NetworkFault = (typeof networkFaults)[number];

/** Nobody waits longer for others to overtake. */
const longestWaitMs = 40;

/** A proxy before a server that spoils a share of the requests, each fault as often as the others. */
export class FaultyProxy {
  /** How often each fault happened. */
  readonly happened = Object.fromEntries(networkFaults.map((fault) => [fault, 0])) as Record<NetworkFault, number>;
  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch(() => response.destroy());
  });
  readonly #target: string;
  readonly #share: number;
  readonly #random: () => number;
  readonly #copies = new Set<Promise<unknown>>();
  #passed = 0;
  readonly #waiting = new Set<() => void>();

  private constructor(target: string, { share, random }: { share: number; random: () => number }) {
    this.#target = target;
    this.#share = share;
    this.#random = random;
  }

  /** Starts on a free port. `share`: of requests that are spoilt, 0 to 1. */
  static async start(target: string, options: { share: number; random: () => number }): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(target, options);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Waits for late copies, so that nothing arrives afterwards. */
  async [Symbol.asyncDispose](): Promise<void> {
    while (this.#copies.size > 0) await Promise.all(this.#copies);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const fault = this.#nextFault();
    if (fault) this.happened[fault] += 1;
    if (fault === 'delay') await this.#overtaken();
    this.#pass();
    switch (fault) {
      case 'drop before':
        request.socket.destroy();
        return;
      case 'truncate request':
        await this.#forward(request, body, Math.floor(body.length * this.#random())).catch(() => null);
        request.socket.destroy();
        return;
      case 'status 429':
      case 'status 503':
        response.writeHead(Number(fault.slice(-3)), { 'retry-after': '0' }).end();
        return;
      case 'duplicate':
        await this.#forward(request, body);
        break;
      case 'late copy':
        this.#copyLater(request, body);
    }
    const answer = await this.#forward(request, body);
    if (fault === 'drop after') request.socket.destroy();
    else if (fault === 'truncate answer') {
      response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
      response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => request.socket.destroy());
    } else response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  #nextFault(): NetworkFault | undefined {
    if (this.#random() >= this.#share) return undefined;
    return networkFaults[Math.floor(this.#random() * networkFaults.length)];
  }

  #copyLater(request: IncomingMessage, body: Buffer): void {
    const copy = this.#overtaken()
      .then(() => this.#forward(request, body))
      .catch(() => null)
      .finally(() => this.#copies.delete(copy));
    this.#copies.add(copy);
  }

  /** Until one to four others have gone by. */
  async #overtaken(): Promise<void> {
    const until = this.#passed + 1 + Math.floor(this.#random() * 4);
    await new Promise<void>((resolve) => {
      const look = () => {
        if (this.#passed < until) return;
        this.#waiting.delete(look);
        clearTimeout(late);
        resolve();
      };
      const late = setTimeout(() => {
        this.#waiting.delete(look);
        resolve();
      }, longestWaitMs);
      this.#waiting.add(look);
    });
  }

  #pass(): void {
    this.#passed += 1;
    for (const look of [...this.#waiting]) look();
  }

  /** Sends the request on; of a truncated one so many bytes, whereupon the connection breaks and the promise is rejected. */
  #forward(
    { method, url, headers }: IncomingMessage,
    body: Buffer,
    bytes = body.length,
  ): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
    const { host, origin } = new URL(this.#target);
    return new Promise((resolve, reject) => {
      const sent = requestOf(
        this.#target + url,
        { method, headers: { ...headers, host, origin, 'content-length': body.length, 'accept-encoding': 'identity' } },
        async (answer) => {
          const chunks: Buffer[] = [];
          for await (const chunk of answer) chunks.push(chunk as Buffer);
          const type = answer.headers['content-type'] ?? 'text/plain';
          resolve({ status: answer.statusCode ?? 0, headers: { 'content-type': type }, body: Buffer.concat(chunks) });
        },
      );
      sent.on('error', reject);
      if (bytes >= body.length) sent.end(body);
      else sent.write(body.subarray(0, bytes), () => sent.destroy(new Error('cut off')));
    });
  }
}
