/** One value in the shop's own localStorage, as JSON. Absent, unreadable or blocked storage reads as `undefined`. */
export class StoredValue {
  private readonly key: string;

  constructor(name: string) {
    this.key = `nettle-and-clay.${name}`;
  }

  read(): unknown {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? 'null') ?? undefined;
    } catch {
      return undefined;
    }
  }

  write(value: unknown): void {
    try {
      localStorage.setItem(this.key, JSON.stringify(value));
    } catch {
      // Full or blocked: the shop works on for this page.
    }
  }

  remove(): void {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Blocked: there is nothing to remove.
    }
  }
}
