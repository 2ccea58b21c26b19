import { resolve } from 'node:path';
import { partsOf } from '@streamflix/backstage-plugin-streamflix-common';
import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { format, resolveConfig } from 'prettier';
import { blueprintPage } from './blueprintPage';
import { designOf } from './BlueprintDesign';
import { architectureOf } from './diagram/architectureOf';
import { drawMap } from './diagram/drawMap';
import { drawSvg } from './diagram/drawSvg';
import { layout } from './diagram/layout';
import { indexPage } from './indexPage';
import { mapFile } from './mapImage';

/** The folder of the pages. */
export const folder = resolve(__filename, '../../../../../docs/blueprints');

const formatted = (markdown: string) =>
  format(markdown, { ...resolveConfig.sync(folder), parser: 'markdown' });

/** All pages with their maps and diagrams: contents by file name. The output is deterministic. */
export function writePages(): Map<string, string> {
  const designs = blueprintIds.map(id => designOf(id));
  return new Map([
    ['README.md', formatted(indexPage(designs))],
    ...designs.flatMap((design): [string, string][] => {
      const { blueprint, template, spec } = design;
      const drawing = layout(
        architectureOf(template, spec.region),
        blueprint.id,
        blueprint.purpose,
      );
      return [
        [`${blueprint.id}.md`, formatted(blueprintPage(design))],
        [`${blueprint.id}.svg`, drawSvg(drawing)],
        [mapFile(blueprint), drawSvg(drawMap(partsOf(spec), blueprint.id))],
      ];
    }),
  ]);
}
