// Small helpers over the DOM.

/** @type {(selector: string, from?: ParentNode) => any} */
export const one = (selector, from = globalThis.document) => from?.querySelector(selector);

/** @type {(name: string, ...children: (Node | string)[]) => any} */
export function make(name, ...children) {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

/** @type {(text: string, action: () => unknown) => HTMLElement} */
export function button(text, action) {
  const element = make('button', text);
  element.type = 'button';
  element.onclick = action;
  return element;
}
