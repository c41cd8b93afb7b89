import { readAccount } from './account.ts';
import { readCart } from './cart.ts';
import { readCodeInUse } from './code-in-use.ts';
import { pushGoods } from './data-layer.ts';
import { formatMoney } from './money.ts';
import { placeOrder } from './orders.ts';
import { part, write } from './page-parts.ts';
import { orderPath } from './paths.ts';
import { type ShippingTier, shippingTiers, totalsOf } from './totals.ts';

const steps = ['delivery', 'payment', 'review'] as const;
type Step = (typeof steps)[number];

const section = (step: Step) => part<HTMLFieldSetElement>(`[data-step=${step}]`);

/** Delivery, payment, review: one form in three steps; each goes on only when its fields are valid. */
export function startCheckoutPage(): void {
  const lines = readCart();
  const code = readCodeInUse();
  part('[data-when=empty]').hidden = lines.length > 0;
  part('[data-when=full]').hidden = lines.length === 0;
  if (lines.length === 0) return;

  const form = part<HTMLFormElement>('form[data-form=checkout]');
  const answer = (name: string) => String(new FormData(form).get(name) ?? '').trim();
  const tier = () => answer('tier') as ShippingTier;

  const showTotals = () => {
    const { valueMinor, shippingMinor, totalMinor } = totalsOf(lines, tier(), code);
    write('things', formatMoney(valueMinor));
    write('shipping', shippingMinor === 0 ? 'free' : formatMoney(shippingMinor));
    write('total', formatMoney(totalMinor));
  };
  const go = (to: Step) => {
    for (const step of steps) section(step).hidden = step !== to;
    part('legend', section(to)).focus();
  };
  const leave: Record<Step, () => void> = {
    delivery() {
      pushGoods('add_shipping_info', lines, { code, shipping_tier: tier() });
      go('payment');
    },
    payment() {
      pushGoods('add_payment_info', lines, { code, payment_type: answer('payment') });
      write('address', `${answer('name')}, ${answer('street')}, ${answer('postcode')} ${answer('city')}`);
      write('way', `${shippingTiers[tier()].label}; ${answer('payment')}`);
      go('review');
    },
    review() {
      placeOrder({ name: answer('name'), tier: tier(), code, lines });
      location.assign(orderPath);
    },
  };

  form.onchange = showTotals;
  form.onsubmit = (event) => {
    event.preventDefault();
    const step = steps.find((candidate) => !section(candidate).hidden) ?? 'delivery';
    const inputs = [...section(step).querySelectorAll<HTMLInputElement>('input')];
    if (inputs.every((input) => input.reportValidity())) leave[step]();
  };
  for (const back of document.querySelectorAll<HTMLElement>('[data-back]'))
    back.onclick = () => go(back.dataset.back as Step);

  const account = readAccount();
  part<HTMLInputElement>('[name=name]', form).value = account?.name ?? '';
  part<HTMLInputElement>('[name=email]', form).value = account?.email ?? '';
  part('[data-lines]').replaceChildren(
    ...lines.map(({ product, quantity }) => {
      const item = document.createElement('li');
      item.textContent = `${quantity} × ${product.name}`;
      return item;
    }),
  );
  showTotals();
  pushGoods('begin_checkout', lines, { code });
}
