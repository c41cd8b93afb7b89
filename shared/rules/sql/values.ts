/** Texts of a statement, bound as one parameter: D1 takes 100 parameters, and a rule may name thousands of texts. */
export class Values {
  private readonly kept: (string | readonly string[])[] = [];
  private readonly parameter: string;

  /** How the statement names the parameter, as `?1`. */
  constructor(parameter: string) {
    this.parameter = parameter;
  }

  /** An expression for one text. Uncorrelated, so SQLite reads it once a statement. */
  text(value: string): string {
    return `(SELECT value FROM json_each(${this.parameter}) WHERE key = ${this.placeOf(value)})`;
  }

  /** An expression to stand after `IN`. */
  list(values: readonly string[]): string {
    return `(SELECT value FROM json_each(${this.parameter}, '$[${this.placeOf(values)}]'))`;
  }

  /** What to bind. */
  bound(): string {
    return JSON.stringify(this.kept);
  }

  private placeOf(value: string | readonly string[]): number {
    const key = JSON.stringify(value);
    const known = this.kept.findIndex((one) => JSON.stringify(one) === key);
    return known >= 0 ? known : this.kept.push(value) - 1;
  }
}
