/** What an HTTP request says of the visitor, by attribute name: location from the edge, kind of device. No IP. Unknown facts have no key. */
export function requestFacts(request: Request): Record<string, string> {
  const cf = (request.cf ?? {}) as Record<string, unknown>;
  const facts: Record<string, unknown> = {
    city: cf.city,
    region: cf.region,
    region_code: cf.regionCode,
    postal_code: cf.postalCode,
    country: cf.country,
    continent: cf.continent,
    time_zone: cf.timezone,
    device_type: deviceType(request.headers),
  };
  return Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string] => typeof fact[1] === 'string' && fact[1] !== ''),
  );
}

/**
 * Client hints where the browser sends them, else the user agent by the rule that browsers document: "Mobi" for phones;
 * tablets say "iPad" or "Android" without it.
 */
function deviceType(headers: Headers): string {
  const userAgent = headers.get('user-agent') ?? '';
  if (headers.get('sec-ch-ua-mobile') === '?1' || /Mobi/.test(userAgent)) {
    return /iPad/.test(userAgent) ? 'tablet' : 'mobile';
  }
  return /iPad|Android|Tablet/.test(userAgent) ? 'tablet' : 'desktop';
}
