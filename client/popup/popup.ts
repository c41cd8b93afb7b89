import type { Block } from '../../shared/schema/promotion.ts';
import { createElement } from './create-element.ts';
import type { PopupEvent, ShowPopup } from './popup-event.ts';
import { popupStyle } from './popup-style.ts';
import { renderBlocks } from './render-blocks.ts';
import { cornerSurface, modalSurface, startOf } from './surface.ts';
import { whenViewed } from './when-viewed.ts';

const rightToLeft = /^(ar|fa|he|ps|ur|yi)\b/i;

const englishWords = { close: 'Close', copy: 'Copy', copied: 'Copied' };

/**
 * Shows a promotion over the page and tells what the visitor does with it: `viewed` at most once, `closed` exactly once
 * and last. Touches nothing of the page but one element that it adds after the body. A link or image that is not safe
 * is left out. Throws, before anything is visible, where the browser lacks `popover` or constructable stylesheets.
 */
const showPopup: ShowPopup = (promotion, tell) => {
  const { layout, label, lang, blocks, thankYou, words = englishWords, theme } = promotion;
  const host = document.createElement('usher-popup');

  const close = (by: Extract<PopupEvent, { kind: 'closed' }>['by']) => {
    if (!host.isConnected) return;
    stopWatching();
    hide();
    host.remove();
    tell({ kind: 'closed', by });
  };
  const closeByButton = () => close('button');
  const { box, open, hide } = (layout === 'modal' ? modalSurface : cornerSurface)(() => close('escape'));
  Object.assign(box, { className: `box ${layout}`, ariaLabel: label, tabIndex: -1 });
  if (lang) Object.assign(box, { lang, dir: rightToLeft.test(lang) ? 'rtl' : 'ltr' });

  const closeButton = createElement(
    'button',
    { className: 'close', ariaLabel: words.close, onclick: closeByButton },
    '×',
  );
  const fill = (content: readonly Block[], firstIndex: number, onSubmitted: () => void) =>
    box.replaceChildren(
      closeButton,
      ...renderBlocks(content, {
        words,
        firstIndex,
        close: closeByButton,
        tell: (event) => {
          tell(event);
          if (event.kind === 'submitted') onSubmitted();
        },
      }),
    );
  fill(blocks, 0, () => {
    if (!thankYou[0]) return closeByButton();
    fill(thankYou, blocks.length, closeByButton);
    box.scrollTop = 0;
    startOf(box).focus();
  });

  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [popupStyle(theme)];
  root.append(box);
  // The page's shortcuts are not meant for what is typed in here.
  host.onkeydown = (event) => event.stopPropagation();
  // After the body, so that no `:last-child` of the page changes its mind.
  document.documentElement.append(host);
  open();
  const stopWatching = whenViewed(box, () => tell({ kind: 'viewed' }));
  return () => close('page');
};

export default showPopup;
