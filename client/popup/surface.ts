import { createElement } from './create-element.ts';

/** Where a promotion's blocks are shown. */
export interface Surface {
  box: HTMLElement;
  /** Shows the box, which is in the page by now. */
  open(): void;
  /** Takes it from sight and gives the focus back to where it was. */
  hide(): void;
}

/** Where reading starts: the heading, not a field, which would raise a phone's keyboard. */
export const startOf = (box: HTMLElement): HTMLElement => box.querySelector('h2') ?? box;

/** Over the page, which waits meanwhile. The browser traps the focus, hears Escape and gives the focus back. */
export function modalSurface(onEscape: () => void): Surface {
  const box = createElement('dialog', { onclose: onEscape });
  return {
    box,
    open() {
      startOf(box).autofocus = true;
      box.showModal();
    },
    hide: () => box.close(),
  };
}

/** Beside the page: a popover leaves the focus alone, where `dialog.show()` would take it. */
export function cornerSurface(onEscape: () => void): Surface {
  let cameFrom: HTMLElement | null = null;
  const box = createElement('div', {
    role: 'dialog',
    popover: 'manual',
    onkeydown: ({ key }) => key === 'Escape' && onEscape(),
  });
  box.addEventListener('focusin', ({ relatedTarget }) => {
    cameFrom ??= relatedTarget as HTMLElement | null;
  });
  return {
    box,
    open: () => box.showPopover(),
    hide: () => box.matches(':focus-within') && cameFrom?.focus({ preventScroll: true }),
  };
}
