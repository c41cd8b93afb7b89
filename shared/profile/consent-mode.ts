import type { ConsentMode, Site } from '../schema/site.ts';

/** How consent is handled for somebody in a country (ISO 3166-1 alpha-2): by the first region that names it, else as the site does. */
export function consentModeOf(
  { consentMode, consentRegions = [] }: Pick<Site, 'consentMode' | 'consentRegions'>,
  country: string | undefined,
): ConsentMode {
  return (
    consentRegions.find(({ countries }) => country !== undefined && countries.includes(country))?.mode ?? consentMode
  );
}
