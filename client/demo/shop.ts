import { startAccountPage } from './account-page.ts';
import { showCount, watchAddButtons } from './cart-button.ts';
import { startCartPage } from './cart-page.ts';
import { startCheckoutPage } from './checkout-page.ts';
import { tellLists } from './list-page.ts';
import { startOrderPage } from './order-page.ts';
import { startProductPage } from './product-page.ts';
import { startSearchPage } from './search-page.ts';

/** The shop's one script: every page says in `data-page` which part it needs. */
const pages: Record<string, () => void> = {
  list: tellLists,
  product() {
    startProductPage();
    tellLists();
  },
  search: startSearchPage,
  cart: startCartPage,
  checkout: startCheckoutPage,
  order: startOrderPage,
  account: startAccountPage,
};

showCount();
watchAddButtons();
pages[document.body.dataset.page ?? '']?.();
