/**
 * Rules of Workers static assets for the hash-named files: kept for good, and readable from the shops' origins, because
 * the tag imports the popup chunk across origins.
 */
export const assetHeaders = `
/assets/*
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  Cache-Control: public, max-age=31536000, immutable
  X-Content-Type-Options: nosniff
`;
