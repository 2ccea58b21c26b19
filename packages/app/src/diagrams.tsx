import { useEffect } from 'react';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { useShadowRootElements } from '@backstage/plugin-techdocs-react';
import { AddonBlueprint } from '@backstage/plugin-techdocs-react/alpha';

/** MkDocs marks a block of a language that it does not know as text. */
const block = '.language-text.highlight';

const isDiagram = (text: string) => /^(flowchart|sequenceDiagram) ?/.test(text);

const isDark = () => document.body.dataset.themeMode === 'dark';

/** Draws the Mermaid diagrams of a page of the documentation in place of their text. */
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

/** Diagrams in the documentation: GitHub draws them by itself, TechDocs does not. */
export const diagrams = createFrontendModule({
  pluginId: 'techdocs',
  extensions: [
    AddonBlueprint.make({
      name: 'diagrams',
      params: { name: 'Diagrams', location: 'Content', component: Diagrams },
    }),
  ],
});
