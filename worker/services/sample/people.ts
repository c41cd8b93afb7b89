import type { Random } from './random.ts';

/** Where an imagined visitor sits and what they hold. */
export interface Person {
  seed: string;
  stream: string;
  request: Record<string, string>;
  source: Record<string, string>;
  firstName: string;
  email: string;
  /** How ready they are to buy and to leave an email, in [0, 1]. */
  keenness: number;
}

const places = [
  {
    country: 'DE',
    city: 'Berlin',
    region: 'Land Berlin',
    region_code: 'BE',
    postal_code: '10117',
    continent: 'EU',
    time_zone: 'Europe/Berlin',
    language: 'de-DE',
  },
  {
    country: 'DE',
    city: 'Hamburg',
    region: 'Hamburg',
    region_code: 'HH',
    postal_code: '20095',
    continent: 'EU',
    time_zone: 'Europe/Berlin',
    language: 'de-DE',
  },
  {
    country: 'PL',
    city: 'Kraków',
    region: 'Lesser Poland',
    region_code: '12',
    postal_code: '31-042',
    continent: 'EU',
    time_zone: 'Europe/Warsaw',
    language: 'pl-PL',
  },
  {
    country: 'FR',
    city: 'Lyon',
    region: 'Auvergne-Rhône-Alpes',
    region_code: 'ARA',
    postal_code: '69001',
    continent: 'EU',
    time_zone: 'Europe/Paris',
    language: 'fr-FR',
  },
  {
    country: 'NL',
    city: 'Utrecht',
    region: 'Utrecht',
    region_code: 'UT',
    postal_code: '3511',
    continent: 'EU',
    time_zone: 'Europe/Amsterdam',
    language: 'nl-NL',
  },
  {
    country: 'GB',
    city: 'Leeds',
    region: 'England',
    region_code: 'ENG',
    postal_code: 'LS1',
    continent: 'EU',
    time_zone: 'Europe/London',
    language: 'en-GB',
  },
  {
    country: 'US',
    city: 'Portland',
    region: 'Oregon',
    region_code: 'OR',
    postal_code: '97201',
    continent: 'NA',
    time_zone: 'America/Los_Angeles',
    language: 'en-US',
  },
] as const;

const sources: Record<string, string>[] = [
  { referrer: '' },
  { referrer: 'https://www.google.com/' },
  { referrer: 'https://www.instagram.com/', utm_source: 'instagram', utm_medium: 'social', utm_campaign: 'autumn' },
  { referrer: '', utm_source: 'letter', utm_medium: 'email', utm_campaign: 'november' },
  { referrer: 'https://www.google.com/', utm_source: 'google', utm_medium: 'cpc', utm_campaign: 'brand' },
];

const firstNames = [
  'Anna',
  'Ben',
  'Chiara',
  'David',
  'Emilia',
  'Finn',
  'Greta',
  'Hugo',
  'Ida',
  'Jakub',
  'Katarzyna',
  'Louis',
  'Mia',
  'Noor',
  'Olivia',
  'Pieter',
  'Rosa',
  'Sam',
  'Tomasz',
  'Zofia',
];

/** Imagines a visitor. */
export function imagine(random: Random): Person {
  const device_type = random.chance(0.55) ? 'mobile' : random.chance(0.9) ? 'desktop' : 'tablet';
  const firstName = random.pick(firstNames);
  return {
    seed: random.id(22),
    stream: random.id(11),
    request: { ...random.pick(places), device_type },
    source: random.pick(sources),
    firstName,
    email: `${firstName.toLowerCase()}.${random.between(100, 999)}@example.com`,
    keenness: random.next() ** 2,
  };
}
