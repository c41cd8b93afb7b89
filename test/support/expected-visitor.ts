import type { ProtocolClient } from './protocol-client.ts';

/** What one profile has to be, counted from what was sent and by nothing of the Worker's. */
export class ExpectedVisitor {
  batches = 0;
  pageViews = 0;
  engagedMs = 0;
  /** Cents by id of the order: its first statement has the word. */
  readonly orders = new Map<string, number>();
  firstName: string | undefined;
  /** Of the batches that were acknowledged. */
  acknowledgedViews = 0;
  readonly client: ProtocolClient;
  readonly #random: () => number;

  constructor(client: ProtocolClient, random: () => number) {
    this.client = client;
    this.#random = random;
  }

  /** The events of the next batch: one to five things that a visitor does. */
  nextEvents(): object[] {
    this.batches += 1;
    return Array.from({ length: 1 + this.#draw(5) }, () => this.#next());
  }

  #next(): object {
    const event = (name: string, properties: object) => ({ name, time: Date.now(), session: 'session-1', properties });
    switch (this.#draw(6)) {
      case 0: {
        const ms = 1 + this.#draw(5_000);
        this.engagedMs += ms;
        return event('engagement', { engaged_ms: ms });
      }
      case 1: {
        const id = `T${this.#draw(12)}`;
        const cents = 1 + this.#draw(90_000);
        if (!this.orders.has(id)) this.orders.set(id, cents);
        return event('purchase', { transaction_id: id, value: cents / 100, currency: 'EUR' });
      }
      case 2:
        this.firstName = `Name ${this.batches}`;
        return event('identify', { attributes: { first_name: this.firstName } });
      default:
        this.pageViews += 1;
        return event('page_view', { path: `/${this.#draw(9)}` });
    }
  }

  #draw(below: number): number {
    return Math.floor(this.#random() * below);
  }
}
