import type { Page } from 'playwright-core';

export type Call = [method: string, path: string, body: unknown];

/** Sends calls as pages of the console do, those of the server API with its token, eight at a time; answers what came back. Throws where any is refused. */
export async function send<T>(page: Page, calls: Call[]): Promise<T[]> {
  return (await page.evaluate(async (all) => {
    const call = async ([method, path, body]: Call) => {
      const token = sessionStorage.getItem('token') ?? '';
      const headers = path.startsWith('/api/v1/')
        ? { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
        : {};
      const response = await fetch(path, {
        method,
        headers,
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text} to ${JSON.stringify(body)}`);
      return text === '' ? null : JSON.parse(text);
    };
    const left = [...all.entries()];
    const answers: unknown[] = [];
    const work = async () => {
      for (let one = left.shift(); one; one = left.shift()) answers[one[0]] = await call(one[1]);
    };
    await Promise.all(Array.from({ length: 8 }, work));
    return answers;
  }, calls)) as T[];
}
