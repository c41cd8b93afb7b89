import type { Promotion } from '../../shared/schema/promotion.ts';

/**
 * A constructable sheet, which a strict CSP lets pass: the theme's colours, the page's own typeface, and the layout.
 * What the browser's own rules for modal dialogs and popovers give (fixed, scrolling, centred) is not said again.
 * Sizes are em of the visitor's own font size, whatever the page does to `html`.
 */
export function popupStyle({ background, text, accent, onAccent, radiusPx }: Promotion['theme']): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  // Native controls (date picker, select) follow. Green is most of what the eye takes for brightness: its first digit will do.
  const scheme = background.charAt(3) < '8' ? 'dark' : 'light';
  sheet.replaceSync(`${rules}.box{--bg:${background};--fg:${text};--accent:${accent};--on:${onAccent};--radius:${radiusPx}px;
color-scheme:${scheme};font-family:${getComputedStyle(document.body).fontFamily}}`);
  return sheet;
}

const rules = `
:host{all:initial!important;position:fixed!important}
*{box-sizing:border-box;margin:0;padding:0;font:inherit;color:inherit}
:focus-visible{outline:2px solid var(--fg);outline-offset:2px}
[tabindex]:focus{outline:0}
p:empty{display:none}
.box{
--pad:clamp(20px,6vw,40px);
--line:color-mix(in srgb,var(--fg) 60%,var(--bg));
--in:calc(12px - var(--pad));
display:flex;flex-direction:column;max-height:calc(100dvh - 32px);padding:var(--pad);overscroll-behavior:contain;
background:var(--bg);color:var(--fg);border:1px solid transparent;border-radius:var(--radius);
line-height:1.5;overflow-wrap:anywhere;box-shadow:0 24px 64px rgb(0 0 0/.3)
}
.modal{width:min(29em,100% - 32px);margin:auto}
.corner{--pad:24px;width:min(23em,100% - 32px);inset:auto;inset-block-end:16px;inset-inline-end:16px}
.modal::backdrop{inset:-24px;background:rgb(0 0 0/.5);overflow:hidden;overscroll-behavior:contain}
.box>*,form>*{flex:none;margin-top:16px}
.close+*,form>:first-child{margin-top:0}
h2{font-size:1.75em;font-weight:700;line-height:1.15;text-wrap:balance}
.corner h2{font-size:1.3em}
p{white-space:pre-line}
img{width:calc(100% + 2*var(--pad));height:auto;min-height:60px;max-height:40dvh;margin-inline:calc(-1*var(--pad));object-fit:cover}
.close+img{margin-top:calc(-1*var(--pad))}
.logo{align-self:start;width:auto;max-width:calc(100% - 72px);min-height:0;margin:0!important}
button,a,input,select,textarea,.coupon{width:100%;min-height:48px;padding:11px 16px;background:var(--bg);border:1px solid var(--line);border-radius:min(var(--radius),14px)}
label{display:block}
input,select,textarea{margin-top:4px;font-size:max(1em,16px);font-weight:400}
.button{background:var(--accent);color:var(--on);border-color:var(--accent);text-align:center;text-decoration:none}
button,a,label,legend{font-weight:600;cursor:pointer}
.quiet{border:0;text-decoration:underline}
.close{align-self:end;position:sticky;top:var(--in);z-index:1;width:44px;min-height:44px;padding:0;margin:var(--in) var(--in) calc(var(--pad) - 56px);border:0;border-radius:50%;font:1.75em/1 system-ui}
.close+:not(img),.tall+*{padding-inline-end:calc(60px - var(--pad))}
.coupon{display:flex;flex-wrap:wrap;align-items:center;border:2px dashed var(--line)}
.coupon p{width:100%}
.coupon button{width:7em}
code{flex:auto;font:700 1.25em ui-monospace,monospace}
fieldset{min-width:0;border:0}
.required::after{content:" *"}
[aria-invalid]{border:2px solid var(--fg)}
.option{display:flex;gap:12px;padding-block:10px;font-weight:400}
.option input{flex:none;width:24px;min-height:24px;margin:0;accent-color:var(--accent)}
.multiSelect{display:flex;flex-wrap:wrap;gap:8px}
.multiSelect .option{padding-inline:14px;border:1px solid var(--line);border-radius:22px}
.multiSelect :has(:checked){background:var(--accent);color:var(--on)}
.message{margin-top:4px;font-size:.875em}
@media(min-width:700px){
.modal:has(.tall){width:min(54em,100% - 32px);padding-inline-start:calc(24em + var(--pad))}
.tall{position:absolute;inset-inline-start:0;top:0;width:24em;height:100%;max-height:none;margin:0!important}
}
@media(prefers-reduced-motion:no-preference){
.box,::backdrop{animation:rise .4s cubic-bezier(.2,.8,.2,1)}
@keyframes rise{from{opacity:0;translate:0 24px}}
}`;
