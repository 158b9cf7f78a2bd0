// What the tests look at inside the page, as functions of `probes`. Loaded before the page's own scripts.
const everyNode = (selector) => [...document.querySelector("stroke-assistant").shadowRoot.querySelectorAll(selector)];
const seen = (selector) => everyNode(selector).filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".sr"));
const style = (element) => getComputedStyle(element);

const adopt = (css, roots) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};

window.probes = {
  count: (selector) => everyNode(selector).length,

  /** How far below the upper edge of what scrolls the last of them begins, in pixels. */
  depth: (selector) =>
    everyNode(selector).at(-1).getBoundingClientRect().top - everyNode(".scroll")[0].getBoundingClientRect().top,

  /** The words of what has the focus, inside the element if it is there. */
  focused() {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return (at?.getAttribute("aria-label") || at?.labels?.[0]?.textContent || at?.textContent || "").trim();
  },

  /** Width and height of every control of ours that can be seen. */
  controls() {
    const page = [...document.querySelectorAll('a:not([href="#x"]),button')].filter((one) => one.checkVisibility());
    return [...page, ...seen("a,button,textarea,label.tick")].map((one) => {
      const { width, height } = one.getBoundingClientRect();
      return [one.textContent.trim() || one.id, width, height];
    });
  },

  /** WCAG 1.4.12, text spacing. */
  spread() {
    const css = `* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
      p {margin-block-end: 2em !important}`;
    adopt(css, [document, document.querySelector("stroke-assistant").shadowRoot]);
  },

  /** Words that do not fit into their box. */
  clipped: () =>
    seen("button,p,li,h2,h3,dd,dt,label")
      .filter((one) => one.scrollWidth > one.clientWidth + 1 ||
        (style(one).overflowY !== "visible" && one.scrollHeight > one.clientHeight + 1))
      .map((one) => one.textContent),

  overflowing: () => seen(".panel,.scroll,.talk").filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className),

  fontSizes: () =>
    seen("*")
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
      .map((one) => [one.textContent, parseFloat(style(one).fontSize)]),

  lineHeights: () => seen(".msg p").map((one) => parseFloat(style(one).lineHeight) / parseFloat(style(one).fontSize)),

  borders: () => seen("button,textarea,.msg").map((one) => [one.textContent, style(one).borderTopWidth, style(one).borderTopStyle]),

  /** Breaks two things that axe must find. */
  spoil() {
    adopt(".msg p{color:#707070}", [document.querySelector("stroke-assistant").shadowRoot]);
    everyNode("label")[0].remove();
  },

  /** A host page with wild styles. */
  intrude: () => adopt("* {font-size: 5px !important; color: red !important; display: block} :root {font-size: 10px}", [document]),

  /** From now on keeps what screen readers are told, in `announced`. */
  recordAnnouncements() {
    window.announced = [];
    const keep = (changes) => changes.forEach((one) => one.addedNodes.forEach((node) => announced.push(node.textContent)));
    for (const region of everyNode("[role=log],[role=alert]")) new MutationObserver(keep).observe(region, { childList: true });
  },

  liveRegionsWithControls: () =>
    everyNode("[role=log],[role=alert],[role=status],[aria-live]").filter((one) => one.querySelector("button,a")).length,

  /** Every word that is on the page or in a name, without those of the style sheets. */
  words() {
    const said = [];
    const walker = document.createTreeWalker(document.querySelector("stroke-assistant").shadowRoot, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) said.push(walker.currentNode.data);
    for (const name of ["aria-label", "title", "placeholder"])
      for (const one of everyNode(`[${name}]`)) said.push(one.getAttribute(name));
    return said.map((text) => text.trim()).filter(Boolean);
  },
};
