/** The one line a site owner pastes. */
const tagLine = '<script async src="/t/s_test.js"></script>';

/** A page of the host shop, long enough to scroll. */
export const hostPage = (body = '', head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>${head}${tagLine}</head>
  <body style="margin:0;min-height:3000px">${body}</body></html>`;
