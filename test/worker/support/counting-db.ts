/** What was asked of a database: rows as they are billed, statements, and how long the answers took. */
interface Bill {
  read: number;
  written: number;
  statements: number;
  ms: number;
}

/** A D1 database that adds up what is asked of it. */
export function countingDb(db: D1Database): { db: D1Database; bill: Bill } {
  const bill: Bill = { read: 0, written: 0, statements: 0, ms: 0 };
  const add = <T>(result: D1Result<T>): D1Result<T> => {
    bill.read += result.meta.rows_read;
    bill.written += result.meta.rows_written;
    bill.statements += 1;
    return result;
  };
  const timed = async <T>(work: Promise<T>): Promise<T> => {
    const startedAt = Date.now();
    const answer = await work;
    bill.ms += Date.now() - startedAt;
    return answer;
  };
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const counting = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      run: async () => add(await timed(statement.run())),
      all: async () => add(await timed(statement.all())),
      // `first` says nothing of rows; `all` runs the same statement.
      first: async (column?: string) => {
        const [row] = add(await timed(statement.all<Record<string, unknown>>())).results;
        return row === undefined ? null : column === undefined ? row : row[column];
      },
    } as unknown as D1PreparedStatement;
    originals.set(counting, statement);
    return counting;
  };
  const counting = {
    prepare: (sql: string) => wrap(db.prepare(sql)),
    batch: async (statements: D1PreparedStatement[]) =>
      (await timed(db.batch(statements.map((statement) => originals.get(statement) ?? statement)))).map(add),
  } as unknown as D1Database;
  return { db: counting, bill };
}
