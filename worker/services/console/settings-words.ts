import type { FrequencyCap } from '../../../shared/schema/campaign.ts';
import type { ConsentMode, Site } from '../../../shared/schema/site.ts';

type Settings = Omit<Site, 'id'>;
type Words = { [K in keyof Settings]?: (value: NonNullable<Settings[K]>) => string };

const consentWords: Record<ConsentMode, string> = { required: 'required', implied: 'until refused', off: 'not asked' };
const countryNames = new Intl.DisplayNames('en', { type: 'region' });

/** What nests in the settings of a site, as the audit log says it, empty where there is nothing; rates are worth in this currency. */
export function settingsWords(currency: string): Words {
  return {
    consentMode: (mode) => consentWords[mode],
    consentRegions: (regions) =>
      regions
        .map(({ countries, mode }) => `${countries.map(countryName).join(', ')}: ${consentWords[mode]}`)
        .join('; '),
    retention: ({ profileDays, historyDays }) =>
      [...keptFor('profiles', profileDays), ...keptFor('history', historyDays)].join(', '),
    caps: capsWords,
    exchangeRates: (rates) =>
      rates.map((rate) => `1 ${rate.currency} = ${rate.rate} ${currency} from ${rate.from}`).join('; '),
  };
}

/** Like "at most 4 shown in one visit, at most 1 submitted ever". */
export function capsWords(caps: readonly FrequencyCap[]): string {
  return caps.map(({ max, counts, per }) => `at most ${max} ${counts} ${perWords(per)}`).join(', ');
}

function perWords(per: FrequencyCap['per']): string {
  switch (per.kind) {
    case 'session':
      return 'in one visit';
    case 'rolling':
      return `in the last ${daysWords(per.days)}`;
    case 'lifetime':
      return 'ever';
  }
}

function keptFor(what: string, days: number | undefined): string[] {
  return days === undefined ? [] : [`${what} ${daysWords(days)}`];
}

const daysWords = (days: number) => (days === 1 ? '1 day' : `${days} days`);

/** A code that no country has stays as it is. */
function countryName(code: string): string {
  return countryNames.of(code) ?? code;
}
