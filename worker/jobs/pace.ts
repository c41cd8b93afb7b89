/** A job keeps the database busy for at most this share of its time, so that visits find it free. */
export const maxShare = 0.3;

/** Says how long a job may go on, and has it rest between its pages. */
export class Pace {
  private readonly endsAt: number;
  private busyMs = 0;

  /** `endsAt`: epoch ms. */
  constructor(endsAt: number) {
    this.endsAt = endsAt;
  }

  hasTime(): boolean {
    return Date.now() < this.endsAt;
  }

  /** Does what keeps the database busy. A database that is slow to answer is one to leave alone for longer. */
  async asking<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const startedAt = Date.now();
    try {
      return await ask();
    } finally {
      this.busyMs += Date.now() - startedAt;
    }
  }

  /** Leaves the database to others for as long as this job has had it, and more. */
  async rest(): Promise<void> {
    const restMs = this.busyMs * (1 / maxShare - 1);
    this.busyMs = 0;
    const leftMs = this.endsAt - Date.now();
    if (restMs >= 1 && leftMs > 0) await scheduler.wait(Math.min(restMs, leftMs));
  }
}
