import {
  deletionNote,
  holdingTypes,
  isRetained,
  retainedResources,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { BlueprintDesign } from './BlueprintDesign';
import { code, section } from './markdown';
import { resourcesOf, type Template } from '@streamflix/cdk-app/template';

/** Resources that CloudFormation retains. */
const retained = ({ Resources }: Template) =>
  Object.entries(Resources).filter(([, resource]) => isRetained(resource));

const gone = ({ template }: BlueprintDesign): string[] => {
  const groups = resourcesOf(template, 'Logs::LogGroup').length;
  const resources = Object.values(template.Resources);
  return [
    ...holdingTypes.flatMap(type =>
      resources
        .filter(({ Type }) => Type === type)
        .flatMap(resource => deletionNote(resource) ?? []),
    ),
    `${groups} log groups: deleted with their logs. AWS would make some of them by itself and leave them behind; here they are part of the stack.`,
  ];
};

const kept = ({ spec, template }: BlueprintDesign): string[] => [
  ...retained(template).map(
    ([id, { Type }]) => `${code(id)} (${code(Type)}), by its deletion policy.`,
  ),
  ...retainedResources(
    [spec.secrets.database, ...spec.secrets.apiKeys].filter(
      name => name !== undefined,
    ),
  ),
];

const list = (items: readonly string[]) =>
  items.map(item => `- ${item}`).join('\n');

/** What is deleted with the environment, and what is retained. */
export function teardownSection(design: BlueprintDesign): string {
  const { spec, template } = design;
  const none = retained(template).length === 0;
  return section(
    'Teardown',
    `_Destroy StreamFlix environment_ deletes the stack ${code(
      `streamflix-${spec.suffix}`,
    )} with all ${Object.keys(template.Resources).length} resources.${
      none
        ? ' No resource is retained, and none is turned into a snapshot.'
        : ''
    } ${
      spec.deletionProtection
        ? 'Deletion protection is on: it must be switched off first.'
        : 'Deletion protection is off; switched on in the form, stack and database refuse to be deleted until it is off again.'
    }`,
    list(gone(design)),
    'What stays:',
    list(kept(design)),
  );
}
