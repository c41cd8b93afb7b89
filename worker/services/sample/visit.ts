import { toMajor } from '../../../shared/money.ts';
import { complete, type LiveFacts } from '../../../shared/rules/complete.ts';
import type { Event, PropertyValue } from '../../../shared/schema/event.ts';
import type { Offer, Reply } from '../../../shared/schema/protocol.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';

/** A thing the demo shop sells. */
export interface Product {
  id: string;
  name: string;
  category: string;
  brand: string;
  priceMinor: number;
}

/** Sends what happened so far as one batch at a moment and answers the reply, as the tag would. */
export type Send = (events: Event[], now: number) => Promise<Reply>;

/** One session of an imagined visitor: pages, a cart, perhaps an order, and whatever promotion comes up. */
export class Visit {
  private readonly person: Person;
  private readonly random: Random;
  private readonly products: readonly Product[];
  private readonly currency: string;
  private readonly send: Send;
  private readonly session: string;
  private now: number;
  private events: Event[] = [];
  private cart: Product[] = [];
  private reply: Reply | null = null;

  constructor(
    {
      person,
      random,
      products,
      currency,
      startsAt,
    }: { person: Person; random: Random; products: readonly Product[]; currency: string; startsAt: number },
    send: Send,
  ) {
    this.person = person;
    this.random = random;
    this.products = products;
    this.currency = currency;
    this.send = send;
    this.session = random.id(11);
    this.now = startsAt;
  }

  async run(): Promise<void> {
    this.record('session_start', { landing_url: '/demo/', ...this.person.source });
    await this.page('/demo/', 'Home');
    const pages = this.random.between(1, 2 + Math.ceil(this.person.keenness * 7));
    for (let index = 0; index < pages; index += 1) await this.look();
    if (this.cart.length > 0) await this.checkOut();
    await this.flush();
  }

  private async look(): Promise<void> {
    const product = this.random.pick(this.products);
    await this.page(`/demo/products/${product.id}/`, product.name);
    this.commerce('view_item', [product]);
    if (!this.random.chance(0.1 + this.person.keenness * 0.6)) return;
    this.cart.push(product);
    this.commerce('add_to_cart', [product]);
    this.recordCart();
  }

  private async checkOut(): Promise<void> {
    await this.page('/demo/cart/', 'Cart');
    this.commerce('view_cart', this.cart);
    if (!this.random.chance(0.3 + this.person.keenness * 0.5)) return;
    await this.page('/demo/checkout/', 'Checkout');
    this.commerce('begin_checkout', this.cart);
    if (!this.random.chance(0.6)) return;
    this.commerce('purchase', this.cart, { transaction_id: `T-${this.random.between(10_000, 99_999)}` });
    this.cart = [];
    this.recordCart();
    if (this.random.chance(0.7)) {
      this.record('identify', { attributes: { email: this.person.email, first_name: this.person.firstName } });
    }
  }

  /** Shows a page, stays a while, and lets a promotion come up if one fits. */
  private async page(path: string, title: string): Promise<void> {
    const seconds = this.random.between(4, 90);
    this.record('page_view', { url: `https://demo.example${path}`, path, query: '', title, referrer: '' });
    await this.flush();
    this.now += seconds * 1_000;
    const scroll_percent = this.random.between(10, 100);
    this.record('engagement', { engaged_ms: Math.round(seconds * 700), scroll_percent, path });
    const offer = this.reply?.offers.find((candidate) => this.completes(candidate, { path, seconds, scroll_percent }));
    // People leave through the top in one of five cases.
    const isDue = offer && (offer.triggers[0]?.kind !== 'exitIntent' || this.random.chance(0.2));
    if (offer && isDue) await this.meet(offer);
  }

  private completes({ audience }: Offer, page: { path: string; seconds: number; scroll_percent: number }): boolean {
    const facts: Record<string, string | number> = {
      'page.path': page.path,
      'page.timeOnPageSeconds': page.seconds,
      'page.scrollPercent': page.scroll_percent,
      'cart.totalMinor': this.total(this.cart),
      'cart.quantity': this.cart.length,
    };
    const live: LiveFacts = { get: (fact) => facts[fact], countSince: () => 0 };
    return audience === undefined || complete(audience, live);
  }

  /** Exposure first, then what a person does with it. */
  private async meet({ campaign, variant, promotion }: Offer): Promise<void> {
    const about = { campaign, variant, decision: this.random.id(11) };
    this.record('promotion_exposed', promotion ? about : { ...about, control: true });
    if (promotion) {
      this.now += 1_500;
      this.record('promotion_viewed', about);
      this.now += this.random.between(2, 15) * 1_000;
      const form = promotion.blocks.find((block) => block.kind === 'form');
      if (form && this.random.chance(0.1 + this.person.keenness * 0.5)) {
        this.record('promotion_submitted', { ...about, fields: { email: this.person.email }, consents: [] });
      } else if (!form && this.random.chance(0.15)) {
        this.record('promotion_clicked', { ...about, url: '/demo/' });
      }
      this.record('promotion_closed', { ...about, by: 'button' });
    }
    await this.flush();
  }

  private commerce(name: string, products: readonly Product[], more: Record<string, PropertyValue> = {}): void {
    const items = products.map(({ id, name: item_name, category, brand, priceMinor }) => ({
      item_id: id,
      item_name,
      item_category: category,
      item_brand: brand,
      price: toMajor(priceMinor, this.currency),
      quantity: 1,
    }));
    this.record(name, {
      currency: this.currency,
      value: toMajor(this.total(products), this.currency),
      items,
      ...more,
    });
  }

  private recordCart(): void {
    const total_minor = this.total(this.cart);
    this.record('cart_update', { total_minor, currency: this.currency, quantity: this.cart.length, items: [] });
  }

  private record(name: string, properties: Record<string, PropertyValue>): void {
    this.now += 200;
    this.events.push({ name, time: this.now, session: this.session, properties });
  }

  private async flush(): Promise<void> {
    if (this.events.length === 0) return;
    const events = this.events;
    this.events = [];
    this.reply = await this.send(events, this.now + 300);
  }

  private total(products: readonly Product[]): number {
    return products.reduce((sum, { priceMinor }) => sum + priceMinor, 0);
  }
}
