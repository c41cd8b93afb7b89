import { useSyncExternalStore } from 'react';
import { type ImportSettings, maxPartLength } from '../../../shared/schema/import.ts';
import { ApiError, answer, api } from '../api.ts';
import { type Encoding, textParts } from './read-file.ts';

/** A file as it was chosen, and how it is read. The browser holds it, so it is gone when the page is loaded anew. */
export interface ChosenFile {
  file: File;
  encoding: Encoding;
  settings: ImportSettings;
}

export interface Upload extends ChosenFile {
  /** Of the file, 0 to 1. */
  fraction: number;
  /** Why it ended too soon. */
  error: Error | null;
}

const uploads = new Map<string, Upload>();
const watchers = new Set<() => void>();

function note(id: string, upload: Upload): void {
  uploads.set(id, upload);
  for (const watcher of watchers) watcher();
}

/** What this page uploaded, or still uploads, as the file of an import; undefined for those of other pages. */
export function useUpload(id: string): Upload | undefined {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => uploads.get(id),
  );
}

/** The file and settings of an import that this page made; undefined for others. */
export function chosenFor(id: string): ChosenFile | undefined {
  return uploads.get(id);
}

/** Makes an import and answers its id; its file is sent meanwhile, and then it starts. */
export async function beginImport(chosen: ChosenFile): Promise<string> {
  const { id } = await answer(api.imports.$post({ json: chosen.settings }));
  note(id, { ...chosen, fraction: 0, error: null });
  void send(id, chosen);
  return id;
}

/** So many parts show how far it is, unless they would be too long for one call or too short to be worth one. */
const wantedParts = 50;
const minPartLength = 20_000;

async function send(id: string, chosen: ChosenFile): Promise<void> {
  const { file, encoding } = chosen;
  const length = Math.min(maxPartLength, Math.max(minPartLength, Math.ceil(file.size / wantedParts)));
  let part = 0;
  try {
    for await (const { text, fraction } of textParts(file, { encoding, length })) {
      await sendPart(id, part, text);
      part += 1;
      note(id, { ...chosen, fraction, error: null });
    }
    await answer(api.imports[':id'].start.$post({ param: { id } }));
    note(id, { ...chosen, fraction: 1, error: null });
  } catch (error) {
    // Also a file that was moved or changed while it was read.
    note(id, { ...chosen, fraction: 0, error: error instanceof Error ? error : new Error(String(error)) });
  }
}

const attempts = 3;

/** The same part twice is one part, so silence is worth asking again. */
async function sendPart(id: string, part: number, text: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const one = api.imports[':id'].parts[':part{[0-9]{1,5}}'];
      await answer(one.$put({ param: { id, part: String(part) } }, { init: { body: text } }));
      return;
    } catch (error) {
      const isSilence = error instanceof ApiError && (error.problem.status === 0 || error.problem.status >= 500);
      if (!isSilence || attempt === attempts) throw error;
    }
  }
}
