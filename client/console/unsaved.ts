import { useEffect } from 'react';
import { words } from './words.ts';

let unsaved = false;

/** Asks before typed work is thrown away; true when there is none, `to` is the same page, or the person agrees. */
export function mayLeave(to?: string): boolean {
  const stays = to !== undefined && new URL(to, window.location.href).pathname === window.location.pathname;
  if (!unsaved || stays) return true;
  if (!window.confirm(words.form.leave)) return false;
  unsaved = false;
  return true;
}

/** Says that a form holds work that is not saved yet, until it is saved or left. */
export function setUnsaved(is: boolean): void {
  unsaved = is;
}

/** Keeps the browser, too, from closing a page with unsaved work. */
export function useUnsaved(is: boolean): void {
  useEffect(() => {
    setUnsaved(is);
    if (!is) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => {
      setUnsaved(false);
      window.removeEventListener('beforeunload', warn);
    };
  }, [is]);
}
