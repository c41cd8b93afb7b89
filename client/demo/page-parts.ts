/** The element that the static page promises to have; the page and its script are built together. */
export function part<Kind extends Element = HTMLElement>(selector: string, within: ParentNode = document): Kind {
  const found = within.querySelector<Kind>(selector);
  if (!found) throw new Error(`the page lacks ${selector}`);
  return found;
}

/** A fresh copy of what stands in `<template id>`. */
export function copyTemplate(id: string): HTMLElement {
  const { firstElementChild } = part<HTMLTemplateElement>(`template#${id}`).content;
  return firstElementChild?.cloneNode(true) as HTMLElement;
}

/** Writes a text into the element marked `data-text="name"`. */
export function write(name: string, text: string, within: ParentNode = document): void {
  part(`[data-text="${name}"]`, within).textContent = text;
}

/** Says something to everyone, screen readers included. */
export function announce(text: string): void {
  const status = part('#status');
  status.textContent = text;
  status.classList.add('shown');
  // Gone when it has been read; the pointer or a new message starts it over.
  status.getAnimations().forEach((animation) => {
    animation.cancel();
    animation.play();
  });
}
