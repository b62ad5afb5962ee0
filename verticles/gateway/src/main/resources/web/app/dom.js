// The few words of DOM that the views share. Text is always text, never markup.

export const byId = (id) => document.getElementById(id);

/** element('span', {class: 'num'}, 'text' or nodes ...) */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Runs an animation class from its start. */
export function flash(node, up) {
  node.classList.remove('flash-up', 'flash-down');
  void node.offsetWidth;
  node.classList.add(up ? 'flash-up' : 'flash-down');
}

export const setText = (node, text) => { if (node.textContent !== text) node.textContent = text; };
