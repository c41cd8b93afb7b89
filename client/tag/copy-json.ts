/** JSON's copy of a value: what the page changes later does not matter, what JSON cannot hold is left out. */
export function copyJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
