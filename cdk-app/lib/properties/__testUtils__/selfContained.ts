import {
  canonicalJson,
  isValues,
  specFromMetadata,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { deployedTemplate } from '../../__testUtils__/deployedTemplate';
import type { Property } from './Property';
import { References, valuesBelow } from './references';

const sections = ['Description', 'Metadata', 'Outputs', 'Resources'];

/** Complete and small enough: CloudFormation needs nothing but the template. */
export const selfContained: readonly Property[] = [
  {
    title: 'synthesises, and carries the specification it was made from',
    violations: ({ environment }) => {
      const carried = specFromMetadata(environment.body.Metadata);
      return canonicalJson(carried) === canonicalJson(environment.spec)
        ? []
        : ['Metadata holds another specification'];
    },
  },
  {
    title:
      'fits into the 51,200 bytes that CloudFormation takes, along with boundary and request',
    violations: ({ environment: { template }, candidate: { input } }) => {
      const bytes = Buffer.byteLength(deployedTemplate(template, input));
      return bytes > 51_200 ? [`${bytes} bytes`] : [];
    },
  },
  {
    title: 'has a template that is minified and pure ASCII',
    violations: ({ environment: { template, body } }) => [
      ...(template.trim() === JSON.stringify(body) ? [] : ['not minified']),
      ...(/^[\x20-\x7e\n]*$/.test(template) ? [] : ['not ASCII']),
    ],
  },
  {
    title:
      'stands alone: no Lambda, no custom resource, no asset, no parameter, no macro, nothing of a bootstrap',
    violations: ({ environment: { template, body, resources } }) => [
      ...Object.keys(body).filter(section => !sections.includes(section)),
      ...resources
        .filter(([, { Type }]) =>
          /^AWS::(Lambda|CDK|S3)::|^Custom::/.test(Type),
        )
        .map(([id, { Type }]) => `${id} is ${Type}`),
      ...resources
        .filter(
          ([, { Type }]) => Type === 'AWS::CloudFormation::CustomResource',
        )
        .map(([id]) => `${id} is a custom resource`),
      ...[...valuesBelow(body.Resources)]
        .filter(
          ([value]) =>
            isValues(value) &&
            ['Fn::ImportValue', 'Fn::Transform', 'Fn::FindInMap'].some(
              key => key in value,
            ),
        )
        .map(([value]) => JSON.stringify(value)),
      ...(/cdk-hnb659fds|AssetParameters/.test(template) ? ['an asset'] : []),
    ],
  },
  {
    title: 'refers to nothing it does not hold, and never in a circle',
    violations: ({ environment: { body, resources } }) => {
      const references = new References(body);
      return resources.flatMap(([id]) => [
        ...[...references.of(id)]
          .filter(other => !(other in body.Resources) && !/^AWS::/.test(other))
          .map(other => `${id} refers to ${other}, which is not there`),
        ...(references.before(id).has(id) ? [`${id} waits for itself`] : []),
      ]);
    },
  },
];
