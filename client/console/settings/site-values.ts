import { Site } from '../../../shared/schema/site.ts';
import { formErrors } from '../zod-words.ts';
import { settingsWords } from './settings-words.ts';

export const Settings = Site.omit({ id: true });
export type SiteSettings = Omit<Site, 'id'>;

/** What the form of the settings holds: nothing absent; a number that is not given is empty. */
export interface SiteValues extends Omit<SiteSettings, 'retention' | 'country'> {
  consentRegions: NonNullable<Site['consentRegions']>;
  exchangeRates: NonNullable<Site['exchangeRates']>;
  influencers: string[];
  country: string | null;
  profileDays: number | '';
  historyDays: number | '';
}

export function siteValues({ retention, country, ...settings }: SiteSettings): SiteValues {
  return {
    ...settings,
    consentRegions: settings.consentRegions ?? [],
    exchangeRates: settings.exchangeRates ?? [],
    influencers: settings.influencers ?? [],
    country: country ?? null,
    profileDays: retention?.profileDays ?? '',
    historyDays: retention?.historyDays ?? '',
  };
}

/** The settings that a filled-in form means; what is empty stays out. */
export function settingsOf(values: SiteValues): SiteSettings {
  const { consentRegions, exchangeRates, influencers, country, profileDays, historyDays, ...rest } = values;
  const retention = {
    ...(profileDays !== '' && { profileDays }),
    ...(historyDays !== '' && { historyDays }),
  };
  return {
    ...rest,
    name: rest.name.trim(),
    ...(consentRegions.length > 0 && { consentRegions }),
    ...(Object.keys(retention).length > 0 && { retention }),
    ...(exchangeRates.length > 0 && { exchangeRates }),
    ...(influencers.length > 0 && { influencers }),
    ...(country !== null && { country }),
  };
}

/** What is wrong, by the fields of the form. */
export function siteErrors(values: SiteValues): Record<string, string> {
  const errors = Object.entries(formErrors(Settings, settingsOf(values)));
  return Object.fromEntries(
    errors.map(([path, error]) => {
      if (path.startsWith('origins.')) return ['origins', settingsWords.site.originForm];
      if (path.startsWith('influencers.')) return ['influencers', error];
      return [path.replace(/^retention\./, ''), error];
    }),
  );
}
