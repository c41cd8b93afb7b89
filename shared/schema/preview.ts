import type { Promotion } from './promotion.ts';

/** What the console has the frame show: a promotion over a page that is light or dark, read from either side. */
export interface PreviewMessage {
  promotion: Promotion;
  dark: boolean;
  dir: 'ltr' | 'rtl';
}

/** What the frame says once it listens. */
export const previewReady = 'usher-preview-ready';
