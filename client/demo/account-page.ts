import { readAccount, signIn, signOut } from './account.ts';
import { pushEvent } from './data-layer.ts';
import { formatMoney } from './money.ts';
import { orderTotals, readOrders } from './orders.ts';
import { announce, part, write } from './page-parts.ts';

function show(): void {
  const account = readAccount();
  part('[data-when=out]').hidden = account !== undefined;
  part('[data-when=in]').hidden = account === undefined;
  write('name', account?.name ?? '');
  const orders = readOrders();
  part('[data-orders]').replaceChildren(
    ...orders.map((order) => {
      const item = document.createElement('li');
      const day = new Date(order.placedAt).toLocaleDateString('en-IE', { dateStyle: 'medium' });
      item.textContent = `${day}, ${order.id}: ${formatMoney(orderTotals(order).totalMinor)}`;
      return item;
    }),
  );
  part('[data-row=no-orders]').hidden = orders.length > 0;
}

export function startAccountPage(): void {
  const form = part<HTMLFormElement>('form#sign-in');
  form.onsubmit = (event) => {
    event.preventDefault();
    const given = new FormData(form);
    signIn({ name: String(given.get('name')).trim(), email: String(given.get('email')).trim() });
    pushEvent('login', { method: 'email' });
    show();
    part('[data-when=in] h2').focus();
  };
  part<HTMLButtonElement>('[data-sign-out]').onclick = () => {
    signOut();
    show();
    part('h1').focus();
  };
  const letter = part<HTMLFormElement>('form#newsletter');
  letter.onsubmit = (event) => {
    event.preventDefault();
    letter.reset();
    announce('Thank you. The next letter goes to you, too.');
  };
  show();
}
