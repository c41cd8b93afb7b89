import type { Block } from '../../shared/schema/promotion.ts';
import { createElement } from './create-element.ts';
import type { PopupEvent } from './popup-event.ts';
import { type CouponWords, renderCoupon } from './render-coupon.ts';
import { renderForm } from './render-form.ts';
import { isSafeUrl } from './safe-url.ts';

/** An image at least this wide, in its own pixels, reaches from edge to edge; a smaller one is a logo. */
const fullWidthPx = 300;

interface BlockContext {
  words: CouponWords;
  /** Added to the index of a block in `clicked`: the thank-you blocks are counted on after the first ones. */
  firstIndex: number;
  tell: (event: PopupEvent) => void;
  close: () => void;
}

/** A portrait stands beside the text where there is room. */
const shapeOf = ({ width, height }: { width: number; height: number }): string =>
  width < fullWidthPx ? 'logo' : height > width ? 'tall' : '';

/** Elements for the blocks, in order. A link or image whose address is not safe is left out. */
export function renderBlocks(blocks: readonly Block[], context: BlockContext): HTMLElement[] {
  // A button that only closes stays in the background where there is something better to do.
  const hasCall = blocks.some((block) => block.kind === 'form' || (block.kind === 'button' && block.url));
  const render = (block: Block, index: number): HTMLElement | [] => {
    const url = 'url' in block ? block.url : undefined;
    if (url && !isSafeUrl(url)) return [];
    switch (block.kind) {
      case 'heading':
        return createElement('h2', { tabIndex: -1 }, block.text);
      case 'text':
        return createElement('p', {}, block.text);
      case 'image':
        return createElement('img', {
          className: shapeOf(block),
          width: block.width,
          height: block.height,
          alt: block.alt,
          src: block.url,
        });
      case 'button': {
        if (!url)
          return createElement(
            'button',
            { className: hasCall ? 'quiet' : 'button', onclick: context.close },
            block.text,
          );
        const onclick = () => {
          context.tell({ kind: 'clicked', block: index + context.firstIndex, url });
          // A place on this very page lies behind the promotion.
          if (url.startsWith('#')) context.close();
        };
        return createElement('a', { className: 'button', href: url, onclick }, block.text);
      }
      case 'coupon':
        return renderCoupon(block, context.words);
      case 'form':
        return renderForm(block, context.tell);
    }
  };
  return blocks.flatMap(render);
}
