/**
 * https, mailto, tel, or a path, query or fragment of the same site; never `javascript:`, `data:` or `//host`. Checked
 * when a promotion is saved, and here again, because what was stored may be older than that check.
 */
export const isSafeUrl = (url: string): boolean =>
  /^(https:\/\/|mailto:|tel:|[?#]|\/(?![/\\]))[^\\\t\r\n]*$/i.test(url);
