import { controlVariant } from '../../../shared/decision/assignment.ts';
import { factsOf } from '../../../shared/profile/facts-of.ts';
import type { Snapshot } from '../../../shared/profile/snapshot.ts';
import type { FactValue } from '../../../shared/rules/residual-shape.ts';
import type { StoredDefinition } from '../../stores/definitions.ts';
import type { ProfileRow } from '../../stores/profiles.ts';

/** The public id of a profile is its number with a prefix. */
export function profileId(n: number): string {
  return `p_${n}`;
}

/** The number in a public id; null when it is none. */
export function profileNumber(id: string): number | null {
  const digits = /^p_(\d{1,15})$/.exec(id)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Everything stored, whatever the consent: the console shows what is kept, rules see what may be used. */
function attributesOf(snapshot: Snapshot): Readonly<Record<string, FactValue>> {
  return factsOf(snapshot, { mode: 'off', state: {}, gpc: false }).attributes;
}

/** A profile as the console lists it; absent facts are null. */
export function profileRow({ n, snapshot, identified }: ProfileRow) {
  const { first_name, last_name, email, country } = attributesOf(snapshot);
  return {
    id: profileId(n),
    identified,
    name: [first_name, last_name].filter((part) => typeof part === 'string').join(' ') || null,
    email: textOrNull(email) ?? identityOf(snapshot, 'email'),
    country: textOrNull(country),
    // Of somebody whom only the server knows there is no visit.
    lastSeenAt: snapshot.lastSeenAt > 0 ? snapshot.lastSeenAt : null,
    sessions: snapshot.sessions,
    orders: Object.keys(snapshot.orders).length,
  };
}

/** As `profileRow`, with the values of some attributes; those that are not known are left out. */
export function profileRowWith(names: readonly string[]) {
  return (row: ProfileRow) => {
    const known = attributesOf(row.snapshot);
    const values: Record<string, string | number | string[]> = {};
    for (const name of names) {
      const value = Object.hasOwn(known, name) ? known[name] : undefined;
      if (value !== undefined) values[name] = typeof value === 'object' ? [...value] : value;
    }
    return { ...profileRow(row), attributes: values };
  };
}

/** Everything the page of one profile shows but its timeline. */
export function profilePage(row: ProfileRow, segments: StoredDefinition<'segment'>[]) {
  const { snapshot } = row;
  const attributes: Record<string, string | number | string[]> = {};
  for (const [name, value] of Object.entries(attributesOf(snapshot))) {
    attributes[name] = typeof value === 'object' ? [...value] : value;
  }
  return {
    ...profileRow(row),
    firstSeenAt: snapshot.lastSeenAt > 0 ? snapshot.firstSeenAt : null,
    attributes,
    identities: snapshot.identities.map(({ kind, value, level, at }) => ({ kind, value, level, at: at[0] })),
    segments: membershipsOf(row, segments),
    promotions: promotionsOf(snapshot),
    consent: snapshot.consent && {
      state: { ...snapshot.consent.state },
      gpc: snapshot.consent.gpc,
      at: snapshot.consent.at[0],
    },
  };
}

/** A stored membership counts only if the segment has kept its meaning since the profile was evaluated. */
function membershipsOf({ members, evaluated }: ProfileRow, segments: StoredDefinition<'segment'>[]) {
  return segments
    .filter(({ ordinal, since }) => since !== null && since <= evaluated && members.includes(ordinal))
    .map(({ id, published, draft }) => ({ id, name: (published ?? draft).name }));
}

/** Campaigns that the person was due to see, the latest first. Times are epoch ms. */
function promotionsOf({ campaigns }: Pick<Snapshot, 'campaigns'>) {
  return Object.entries(campaigns)
    .map(([campaign, { variant, engagements }]) => {
      const { shown, closed, clicked, submitted } = engagements;
      const seconds = Object.values(engagements).flatMap(({ latest }) => latest.map(([second]) => second));
      return {
        campaign,
        variant,
        isControl: variant === controlVariant,
        lastAt: seconds.length === 0 ? null : Math.max(...seconds) * 1_000,
        shown: shown.total,
        closed: closed.total,
        clicked: clicked.total,
        submitted: submitted.total,
      };
    })
    .toSorted((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0));
}

function identityOf(snapshot: Snapshot, kind: Snapshot['identities'][number]['kind']): string | null {
  return snapshot.identities.find((identity) => identity.kind === kind)?.value ?? null;
}

function textOrNull(value: FactValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
