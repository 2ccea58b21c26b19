import { useEffect } from 'react';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  useShadowRoot,
  useShadowRootElements,
} from '@backstage/plugin-techdocs-react';
import { AddonBlueprint } from '@backstage/plugin-techdocs-react/alpha';

/** MkDocs marks a block of a language that it does not know as text. */
const block = '.language-text.highlight';

const isDiagram = (text: string) => /^(flowchart|sequenceDiagram) ?/.test(text);

const isDark = () => document.body.dataset.themeMode === 'dark';

/** Draws the Mermaid diagrams of a page of the documentation instead of their text. */
function Diagrams() {
  const blocks = useShadowRootElements<HTMLElement>([block]);
  useEffect(() => {
    const texts = new Map(
      blocks.map(each => [each, each.querySelector('code')?.textContent ?? '']),
    );
    const found = [...texts].filter(([, text]) => isDiagram(text));
    if (found.length === 0) return undefined;
    let isCurrent = true;
    (async () => {
      const { default: mermaid } = await import('mermaid');
      mermaid.initialize({
        startOnLoad: false,
        theme: isDark() ? 'dark' : 'neutral',
      });
      for (const [index, [element, text]] of found.entries()) {
        const { svg } = await mermaid.render(`diagram-${index}`, text);
        if (!isCurrent) return;
        const drawing = document.createElement('div');
        drawing.innerHTML = svg;
        element.replaceWith(drawing);
      }
    })();
    return () => {
      isCurrent = false;
    };
  }, [blocks]);
  return null;
}

/** The column of TechDocs is narrow: names in tables may break anywhere. It drops style sheets of its pages. */
const tableStyle = `
article table:not(.highlighttable) :is(th, td) { min-width: 0; padding: 0.6em 0.8em; word-break: normal; }
article table:not(.highlighttable) code { overflow-wrap: anywhere; white-space: normal; word-break: normal; }
`;

/** Makes the tables of a page as narrow as its column. */
function Tables() {
  const root = useShadowRoot();
  useEffect(() => {
    const style = document.createElement('style');
    style.textContent = tableStyle;
    root?.append(style);
    return () => style.remove();
  }, [root]);
  return null;
}

/** What TechDocs does not do by itself: diagrams, which GitHub draws, and tables of many columns. */
export const documentation = createFrontendModule({
  pluginId: 'techdocs',
  extensions: [
    AddonBlueprint.make({
      name: 'diagrams',
      params: { name: 'Diagrams', location: 'Content', component: Diagrams },
    }),
    AddonBlueprint.make({
      name: 'tables',
      params: { name: 'Tables', location: 'Content', component: Tables },
    }),
  ],
});
