import * as z from 'zod';
import { identityKinds } from '../profile/snapshot.ts';
import { Name, SegmentId } from './names.ts';

export const dateOrders = ['ymd', 'dmy', 'mdy'] as const;

export const csvDelimiters = [',', ';', '\t', '|'] as const;
export type CsvDelimiter = (typeof csvDelimiters)[number];

/** What a column of the file fills. */
export const ColumnTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ignore') }),
  /** Our own id, as an export writes it. */
  z.strictObject({ kind: z.literal('profileId') }),
  z.strictObject({ kind: z.literal('identity'), identity: z.enum(identityKinds) }),
  z.strictObject({ kind: z.literal('attribute'), attribute: Name }),
]);
export type ColumnTarget = z.infer<typeof ColumnTarget>;

/** How a file of people is read in. */
export const ImportSettings = z.strictObject({
  /** Of the file, for the history. */
  name: z.string().trim().min(1).max(200),
  /** Guessed from the file where absent. */
  delimiter: z.enum(csvDelimiters).optional(),
  /** Whether the first row names the columns. */
  hasHeader: z.boolean(),
  /** By place of the column; those beyond are ignored. */
  columns: z.array(ColumnTarget).min(1).max(200),
  /** How days like 03/04/2026 are meant. */
  dateOrder: z.enum(dateOrders).default('ymd'),
  /** What becomes of somebody nobody knows. */
  unknown: z.enum(['create', 'skip']).default('create'),
  /** As in `resolvePeople`. */
  acceptClaimed: z.boolean().default(false),
  /** Counts what would become of each row and writes nothing. */
  dryRun: z.boolean().default(false),
  /** A list that takes the people in, lets them go, or holds exactly them afterwards. */
  list: z.strictObject({ segment: SegmentId, mode: z.enum(['add', 'remove', 'replace']) }).optional(),
});
export type ImportSettings = z.infer<typeof ImportSettings>;

/** Characters of one part of a file. */
export const maxPartLength = 500_000;
/** Rows of one file. */
export const maxImportRows = 1_000_000;
