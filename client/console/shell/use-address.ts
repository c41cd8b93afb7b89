import { useSearchParams } from 'wouter';

/** What is changed in an address: null takes a name out, a list stands as so many of it. */
export type AddressChange = Readonly<Record<string, string | readonly string[] | null>>;

/** The query of the address, which is what the page shows, and a way to change some of it and leave the rest. */
export function useAddress(): [URLSearchParams, (change: AddressChange) => void] {
  const [search, setSearch] = useSearchParams();
  const change = (changes: AddressChange) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          next.delete(name);
          for (const one of value === null || value === '' ? [] : [value].flat()) next.append(name, one);
        }
        return next;
      },
      { replace: true },
    );
  return [search, change];
}
