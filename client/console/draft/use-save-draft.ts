import { useState } from 'react';
import { ApiError } from '../api.ts';
import { useDraftSaved } from '../queries.ts';
import { notify } from '../shell/notify.ts';
import { words } from '../words.ts';
import { type ErrorForm, showErrors } from './show-errors.ts';

interface Saved {
  id: string;
  revision: number;
}

export interface DraftCalls<Draft> {
  create: (draft: Draft) => Promise<Saved>;
  save: (draft: Draft, revision: number) => Promise<Saved>;
  /** The revision that the server has now. */
  currentRevision: () => Promise<number>;
  onSaved: (saved: Saved, draft: Draft) => void;
}

/**
 * Saves a draft as the successor of the revision it was made from (null: it is new). A refusal is kept as `error` and
 * nothing that was typed is touched, its faults stand beside the fields of `form`; `saveOver` saves it over what somebody else saved meanwhile.
 */
export function useSaveDraft<Draft>(madeFrom: number | null, form: ErrorForm, calls: DraftCalls<Draft>) {
  const [revision, setRevision] = useState(madeFrom);
  const [error, setError] = useState<Error | null>(null);
  const [isSaving, setSaving] = useState(false);
  const refreshLists = useDraftSaved();

  async function send(draft: Draft, successorOf: () => Promise<number | null>): Promise<void> {
    setSaving(true);
    try {
      const from = await successorOf();
      const saved = from === null ? await calls.create(draft) : await calls.save(draft, from);
      setRevision(saved.revision);
      setError(null);
      notify(words.form.saved, words.form.savedText);
      calls.onSaved(saved, draft);
      await refreshLists();
    } catch (failure) {
      if (!(failure instanceof Error)) throw failure;
      setError(failure);
      if (failure instanceof ApiError && failure.problem.errors) showErrors(form, failure.problem.errors);
    } finally {
      setSaving(false);
    }
  }

  return {
    error,
    isSaving,
    isConflict: error instanceof ApiError && error.problem.type === '/problems/conflict',
    save: (draft: Draft) => send(draft, async () => revision),
    saveOver: (draft: Draft) => send(draft, calls.currentRevision),
    /** After the server's own version was loaded into the form. */
    restart: (from: number) => {
      setRevision(from);
      setError(null);
    },
  };
}
