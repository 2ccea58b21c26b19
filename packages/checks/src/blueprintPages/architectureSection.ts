import type { BlueprintDesign } from './BlueprintDesign';
import { architectureOf } from './diagram/architectureOf';
import { section, table } from './markdown';

/** The diagram, and a text description of its arrows. */
export function architectureSection(design: BlueprintDesign): string {
  const { blueprint, template, spec } = design;
  const { parts, flows, zones } = architectureOf(template, spec.region);
  const titleOf = (id: string) =>
    parts.find(part => part.id === id)?.title ?? id;
  const out = zones.map(({ outThrough }, index) => [
    `Private subnet of zone ${index + 1}`,
    `NAT gateway in zone ${outThrough + 1}, then the internet`,
    'any',
  ]);
  return section(
    'Architecture',
    `![Architecture of ${blueprint.id}: network, services, stores and who talks to whom](${blueprint.id}.svg)`,
    'Drawn from the template: zones and subnets from its routes, numbers on arrows from its security groups, words on arrows from its IAM statements. The same in words:',
    table(
      ['From', 'To', 'Port, or what it may do'],
      [
        ...flows.map(({ from, to, label }) => [
          titleOf(from),
          titleOf(to),
          label,
        ]),
        ...out,
      ],
    ),
  );
}
