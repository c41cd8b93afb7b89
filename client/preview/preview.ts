/// <reference path="./css.d.ts" />
import './preview.css';
import { type PreviewMessage, previewReady } from '../../shared/schema/preview.ts';
import showPopup from '../popup/popup.ts';

/**
 * The page inside the console's preview: shows what it is told with the renderer that visitors get, and records nothing. It listens to the
 * console alone, which is of its own origin.
 */
// A frame that takes the focus takes it from the field in which the promotion is being typed, and a dialog that is shown by any call
// takes it. One that is simply open does not; where it lies and what is dark behind it are said here instead.
HTMLElement.prototype.focus = () => {};
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
  Object.assign(this.style, { position: 'fixed', inset: '0', boxShadow: '0 0 0 100vmax rgb(0 0 0 / 0.5)' });
};

let close = () => {};

addEventListener('message', ({ origin, source, data }: MessageEvent<PreviewMessage>) => {
  if (origin !== location.origin || source !== parent) return;
  const { promotion, dark, dir } = data;
  close();
  close = () => {};
  document.documentElement.dir = dir;
  document.documentElement.toggleAttribute('data-dark', dark);
  try {
    close = showPopup(promotion, () => {});
  } catch (error) {
    // A draft may be of any shape while it is typed.
    console.warn('not shown', error);
  }
});

parent.postMessage(previewReady, location.origin);
