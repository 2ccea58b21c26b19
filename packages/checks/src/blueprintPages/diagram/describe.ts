import type { Architecture } from './Architecture';
import { countOf } from './countOf';

/** A text description of an architecture, for users who cannot see the diagram. */
export function describe(architecture: Architecture): string {
  const { zones, parts, flows, vpcCidr, region } = architecture;
  const titles = new Map(parts.map(({ id, title }) => [id, title]));
  const nameOf = (id: string) => titles.get(id) ?? id;
  const nats = zones.filter(({ nat }) => nat).length;
  return [
    `Region ${region}, VPC ${vpcCidr} with ${
      zones.length
    } availability zones and ${countOf(nats, 'NAT gateway')}.`,
    `Parts: ${parts
      .map(({ title, lines }) => [title, ...lines].join(', '))
      .join('; ')}.`,
    `Connections: ${flows
      .map(({ from, to, label }) =>
        `${nameOf(from)} to ${nameOf(to)} ${label && `(${label})`}`.trim(),
      )
      .join('; ')}.`,
  ].join(' ');
}
