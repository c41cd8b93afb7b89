import { AttributeDefinition } from '../../shared/schema/attribute.ts';
import { Campaign } from '../../shared/schema/campaign.ts';
import { EventDefinition } from '../../shared/schema/event-definition.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { Segment } from '../../shared/schema/segment.ts';
import { readSeenNames, type StoredSeenName } from './seen-names.ts';

const shapes = { segment: Segment, campaign: Campaign, attribute: AttributeDefinition, event: EventDefinition };

export type DefinitionKind = keyof typeof shapes;
export type DefinitionOf<K extends DefinitionKind> = K extends 'segment'
  ? Segment
  : K extends 'campaign'
    ? Campaign
    : K extends 'event'
      ? EventDefinition
      : AttributeDefinition;

/** A definition as marketers edit it, beside what is published of it. */
export interface StoredDefinition<K extends DefinitionKind> {
  id: string;
  ordinal: number;
  /** Send it back when saving: a stale one is refused. */
  revision: number;
  draft: DefinitionOf<K>;
  published: DefinitionOf<K> | null;
  /** Bundle version at which the published meaning last changed; null before the first publish. */
  since: number | null;
  createdAt: number;
  updatedAt: number;
  /** Epoch ms; null while it is in use. The next publish leaves archived ones out. */
  archivedAt: number | null;
}

interface Row {
  id: string;
  ordinal: number;
  revision: number;
  draft: string;
  published: string | null;
  since: number | null;
  created_at: number;
  updated_at: number;
  archived_at: number | null;
}

/** Definitions of one site. */
export class Definitions {
  private readonly db: D1Database;
  private readonly site: string;

  constructor(db: D1Database, site: string) {
    this.db = db;
    this.site = site;
  }

  /** Names that arrived without being declared. */
  seenNames(): Promise<StoredSeenName[]> {
    return readSeenNames(this.db, this.site as SiteId);
  }

  /** All of one kind, archived ones too, oldest first. */
  async list<K extends DefinitionKind>(kind: K): Promise<StoredDefinition<K>[]> {
    const { results } = await this.db
      .prepare('SELECT * FROM definitions WHERE site = ? AND kind = ? AND deleted_at IS NULL ORDER BY ordinal')
      .bind(this.site, kind)
      .all<Row>();
    return results.map((row) => fromRow(kind, row));
  }

  /** One, or null when there is none. */
  async get<K extends DefinitionKind>(kind: K, id: string): Promise<StoredDefinition<K> | null> {
    const row = await this.db
      .prepare('SELECT * FROM definitions WHERE site = ? AND kind = ? AND id = ? AND deleted_at IS NULL')
      .bind(this.site, kind, id)
      .first<Row>();
    return row && fromRow(kind, row);
  }

  /** Adds a draft under the next free ordinal. False when the id is taken. */
  async create<K extends DefinitionKind>(kind: K, id: string, draft: DefinitionOf<K>, now: number): Promise<boolean> {
    const { meta } = await this.db
      .prepare(
        `INSERT INTO definitions (site, kind, id, ordinal, revision, draft, created_at, updated_at)
         SELECT ?1, ?2, ?3, 1 + ifnull((SELECT max(ordinal) FROM definitions WHERE site = ?1 AND kind = ?2), 0), 1, ?4, ?5, ?5
         WHERE true ON CONFLICT DO NOTHING`,
      )
      .bind(this.site, kind, id, JSON.stringify(draft), now)
      .run();
    return meta.changes > 0;
  }

  /** Replaces the draft if nobody else saved since `revision` was read. False when somebody did, or it is gone. */
  async saveDraft<K extends DefinitionKind>(
    kind: K,
    draft: DefinitionOf<K>,
    at: { id: string; revision: number; now: number },
  ): Promise<boolean> {
    const { meta } = await this.db
      .prepare(
        `UPDATE definitions SET draft = ?4, revision = revision + 1, updated_at = ?5
         WHERE site = ?1 AND kind = ?2 AND id = ?3 AND revision = ?6 AND deleted_at IS NULL`,
      )
      .bind(this.site, kind, at.id, JSON.stringify(draft), at.now, at.revision)
      .run();
    return meta.changes > 0;
  }

  /** Archives at `now`, or restores (null). False when it is not there. */
  async archive(kind: DefinitionKind, id: string, now: number | null): Promise<boolean> {
    const { meta } = await this.db
      .prepare('UPDATE definitions SET archived_at = ? WHERE site = ? AND kind = ? AND id = ? AND deleted_at IS NULL')
      .bind(now, this.site, kind, id)
      .run();
    return meta.changes > 0;
  }

  /** Deletes it. The row stays, because ordinals are never used again; what is published of it goes with the next publish. */
  async remove(kind: DefinitionKind, id: string, now: number): Promise<boolean> {
    const { meta } = await this.db
      .prepare(
        'UPDATE definitions SET deleted_at = ?1 WHERE site = ?2 AND kind = ?3 AND id = ?4 AND deleted_at IS NULL',
      )
      .bind(now, this.site, kind, id)
      .run();
    return meta.changes > 0;
  }

  /** Deletes one whose ordinal means nothing: its name may be declared anew. False when it is not there. */
  async forget(kind: 'attribute' | 'event', id: string): Promise<boolean> {
    const { meta } = await this.db
      .prepare('DELETE FROM definitions WHERE site = ? AND kind = ? AND id = ?')
      .bind(this.site, kind, id)
      .run();
    return meta.changes > 0;
  }

  /** Deleted ones that visitors still get, until the next publish. */
  async deletedButPublished(kind: DefinitionKind): Promise<{ id: string; name: string }[]> {
    const { results } = await this.db
      .prepare(
        `SELECT id, draft ->> 'name' AS name FROM definitions
         WHERE site = ? AND kind = ? AND deleted_at IS NOT NULL AND published IS NOT NULL ORDER BY ordinal`,
      )
      .bind(this.site, kind)
      .all<{ id: string; name: string }>();
    return results;
  }
}

/** A definition as it is kept. Throws for one that is none. */
export function parseDefinition<K extends DefinitionKind>(kind: K, text: string): DefinitionOf<K> {
  return shapes[kind].parse(JSON.parse(text)) as DefinitionOf<K>;
}

function fromRow<K extends DefinitionKind>(kind: K, row: Row): StoredDefinition<K> {
  const parse = (text: string) => parseDefinition(kind, text);
  return {
    id: row.id,
    ordinal: row.ordinal,
    revision: row.revision,
    draft: parse(row.draft),
    published: row.published === null ? null : parse(row.published),
    since: row.since,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    archivedAt: row.archived_at,
  };
}
