import Bowser from 'bowser';

/** What an HTTP request says of the visitor, by attribute name: location from the edge, device. No IP. Unknown facts have no key. */
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
    ...deviceFacts(request.headers),
  };
  return Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string] => typeof fact[1] === 'string' && fact[1] !== ''),
  );
}

/** Kind of device, browser and operating system, by name. Client hints have the word on what they tell. */
function deviceFacts(headers: Headers): { device_type: string; browser?: string | undefined; os?: string | undefined } {
  const userAgent = headers.get('user-agent') ?? '';
  if (userAgent === '') return { device_type: 'desktop' };
  const parsed = Bowser.parse(userAgent);
  const hinted = headers.get('sec-ch-ua-platform')?.replaceAll('"', '');
  const type = headers.get('sec-ch-ua-mobile') === '?1' ? 'mobile' : parsed.platform.type;
  return {
    // Televisions and what else there is are looked at from afar, as a desktop is not held in a hand.
    device_type: type === 'mobile' || type === 'tablet' ? type : 'desktop',
    browser: parsed.browser.name,
    os: hinted || parsed.os.name,
  };
}
