import { type Context, createContext, useContext, useLayoutEffect, useState, useSyncExternalStore } from 'react';

/**
 * What stands beside rows, by their keys. A row draws itself again when its own note changes, and no other row does: a context whose
 * value changed would have React walk through all of them.
 */
export interface RowNotes<Note> {
  noteOf: (key: string) => Note | undefined;
  subscribe: (listener: () => void) => () => void;
}

class NoteBoard<Note> implements RowNotes<Note> {
  private notes: ReadonlyMap<string, Note> = new Map();
  private readonly listeners = new Set<() => void>();

  readonly noteOf = (key: string): Note | undefined => this.notes.get(key);

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A note that says the same stays the same object. */
  replace(next: ReadonlyMap<string, Note>): void {
    const before = this.notes;
    this.notes = new Map(
      [...next].map(([key, note]) => {
        const known = before.get(key);
        return [key, known !== undefined && isSame(known, note) ? known : note];
      }),
    );
    for (const listener of this.listeners) listener();
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A kind of notes, empty until somebody provides them. */
export function rowNotes<Note>(): Context<RowNotes<Note>> {
  return createContext<RowNotes<Note>>(new NoteBoard<Note>());
}

/** The same notes for as long as the component lives, kept at what `notes` says. */
export function useRowNotes<Note>(notes: ReadonlyMap<string, Note>): RowNotes<Note> {
  const [board] = useState(() => new NoteBoard<Note>());
  useLayoutEffect(() => board.replace(notes), [board, notes]);
  return board;
}

/** The note of one row. */
export function useRowNote<Note>(kind: Context<RowNotes<Note>>, key: string): Note | undefined {
  const { noteOf, subscribe } = useContext(kind);
  const read = () => noteOf(key);
  return useSyncExternalStore(subscribe, read, read);
}
