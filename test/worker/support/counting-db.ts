/** A D1 database that adds up the rows it is billed for. */
export function countingDb(db: D1Database): { db: D1Database; bill: { read: number; written: number } } {
  const bill = { read: 0, written: 0 };
  const add = <T>(result: D1Result<T>): D1Result<T> => {
    bill.read += result.meta.rows_read;
    bill.written += result.meta.rows_written;
    return result;
  };
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const counting = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      run: async () => add(await statement.run()),
      all: async () => add(await statement.all()),
      // `first` says nothing of rows; `all` runs the same statement.
      first: async (column?: string) => {
        const [row] = add(await statement.all<Record<string, unknown>>()).results;
        return row === undefined ? null : column === undefined ? row : row[column];
      },
    } as unknown as D1PreparedStatement;
    originals.set(counting, statement);
    return counting;
  };
  const counting = {
    prepare: (sql: string) => wrap(db.prepare(sql)),
    batch: async (statements: D1PreparedStatement[]) =>
      (await db.batch(statements.map((statement) => originals.get(statement) ?? statement))).map(add),
  } as unknown as D1Database;
  return { db: counting, bill };
}
