import { createElement } from './create-element.ts';

export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A field on the page: what to append, which control the browser validates, and what it holds. */
export interface RenderedField {
  node: HTMLElement;
  control: Control;
  /** `undefined` when the visitor left it empty: an empty answer must not clear an attribute. */
  read: () => string | number | string[] | undefined;
}

let messages = 0;

/** Puts the place for the browser's own message after the control and ties the two together. */
export function withMessage(content: HTMLElement, control: Control, read: RenderedField['read']): RenderedField {
  // The message is in the browser's language, which need not be the promotion's.
  const message = createElement('p', { id: `message${++messages}`, className: 'message', lang: navigator.language });
  const update = () => {
    message.textContent = control.validationMessage;
    control.ariaInvalid = control.validationMessage ? 'true' : null;
  };
  control.oninvalid = update;
  content.addEventListener('input', () => message.textContent && update());
  control.setAttribute('aria-describedby', message.id);
  return { node: createElement('div', {}, content, message), control, read };
}
