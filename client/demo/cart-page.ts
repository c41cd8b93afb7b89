import { type CartLine, readCart, setQuantity } from './cart.ts';
import { showCount } from './cart-button.ts';
import { readCodeInUse, rememberCode } from './code-in-use.ts';
import { pushGoods } from './data-layer.ts';
import { formatMoney } from './money.ts';
import { announce, copyTemplate, part, write } from './page-parts.ts';
import { picturePath, productPath } from './paths.ts';
import { readCode, totalsOf, unitPriceMinor } from './totals.ts';

function lineElement({ product, quantity }: CartLine): HTMLElement {
  const line = copyTemplate('cart-line');
  part<HTMLImageElement>('img', line).src = picturePath(product.id);
  part<HTMLAnchorElement>('a', line).href = productPath(product.id);
  write('name', product.name, line);
  write('price', formatMoney(unitPriceMinor(product, readCodeInUse()) * quantity), line);
  const select = part<HTMLSelectElement>('select', line);
  select.value = String(quantity);
  select.ariaLabel = `Quantity of ${product.name}`;
  select.onchange = () => change({ product, quantity: Number(select.value) });
  const remove = part<HTMLButtonElement>('button', line);
  remove.ariaLabel = `Remove ${product.name}`;
  remove.onclick = () => {
    change({ product, quantity: 0 });
    announce(`${product.name} is no longer in your cart.`);
    part('h1').focus();
  };
  return line;
}

function change({ product, quantity }: CartLine): void {
  const changed = setQuantity(product, quantity);
  const lines = [{ product, quantity: Math.abs(changed) }];
  if (changed > 0) pushGoods('add_to_cart', lines);
  if (changed < 0) pushGoods('remove_from_cart', lines);
  show();
}

function show(): void {
  const lines = readCart();
  const code = readCodeInUse();
  showCount();
  part('[data-when=empty]').hidden = lines.length > 0;
  part('[data-when=full]').hidden = lines.length === 0;
  // The element in focus stays, so that a quantity can be changed twice in a row.
  const kept = document.activeElement?.closest('[data-line]');
  if (kept && lines.length === kept.parentElement?.childElementCount) updatePrices(lines);
  else part('[data-lines]').replaceChildren(...lines.map(lineElement));
  const { valueMinor, discountMinor, shippingMinor, totalMinor } = totalsOf(lines, 'standard', code);
  write('things', formatMoney(valueMinor + discountMinor));
  write('discount', formatMoney(-discountMinor));
  part('[data-row=discount]').hidden = discountMinor === 0;
  write('shipping', shippingMinor === 0 ? 'free' : formatMoney(shippingMinor));
  write('total', formatMoney(totalMinor));
}

function updatePrices(lines: readonly CartLine[]): void {
  lines.forEach(({ product, quantity }, index) => {
    const line = part('[data-lines]').children[index];
    if (line) write('price', formatMoney(unitPriceMinor(product, readCodeInUse()) * quantity), line);
  });
}

export function startCartPage(): void {
  const form = part<HTMLFormElement>('form[data-form=code]');
  const input = part<HTMLInputElement>('input', form);
  input.value = readCodeInUse() ?? '';
  form.onsubmit = (event) => {
    event.preventDefault();
    const code = readCode(input.value);
    rememberCode(code);
    write('code', code ? `${code} is taken into account.` : input.value ? 'The till does not know this code.' : '');
    show();
  };
  show();
  const lines = readCart();
  if (lines.length > 0) pushGoods('view_cart', lines, { code: readCodeInUse() });
}
