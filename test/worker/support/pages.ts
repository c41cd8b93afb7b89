import { Pace } from '../../../worker/jobs/pace.ts';

/** Goes on for so many pages. */
export class Pages extends Pace {
  private left: number;

  constructor(left: number) {
    super(Date.now() + 60_000);
    this.left = left;
  }

  override hasTime(): boolean {
    this.left -= 1;
    return this.left >= 0;
  }
}
