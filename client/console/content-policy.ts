/** The Worker puts the nonce of its Content-Security-Policy into the page for style elements made by script. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';

/**
 * Two libraries have to know of the policy before they are used, so this module is imported first. zod asks at the making of
 * each schema whether it may use `new Function`; the scroll lock below Mantine's dialogs takes its nonce by this name.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true }, __webpack_nonce__: styleNonce });
