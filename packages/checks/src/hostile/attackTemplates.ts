/** Fields of a deployment that a handwritten template passes on, valid or not. */
const deployFields = [
  'entityRef',
  'suffix',
  'region',
  'account',
  'blueprint',
  'owner',
  'size',
  'advanced',
  'secrets',
  'tags',
  'service',
  'stream',
  'deletionProtection',
  'changeSetArn',
  'allowDataLoss',
  'skipResources',
] as const;

const destroyFields = [
  'entityRef',
  'suffix',
  'region',
  'account',
  'confirmation',
  'retain',
] as const;

const fromParameters = (fields: readonly string[]) =>
  Object.fromEntries(
    fields.map(field => [field, `\${{ parameters.${field} }}`]),
  );

interface Step {
  id: string;
  action: string;
  input: object;
  if?: string;
}

/** A valid deployment by alan. */
const leaky = {
  suffix: 'leaky',
  region: 'eu-central-1',
  blueprint: 'video-pipeline',
  owner: 'group:default/content',
};

const deploy = 'streamflix:environment:deploy';
const plan = 'streamflix:environment:plan';
const destroy = 'streamflix:environment:destroy';

/** A template of an attacker, without any validation. */
const attackTemplate = (
  name: string,
  steps: readonly Step[],
  output: object = {},
) => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name, title: name },
  spec: {
    type: 'environment',
    owner: 'group:default/content',
    parameters: { type: 'object' },
    steps: steps.map(step => ({ name: step.id, ...step })),
    output,
  },
});

/** A secret encoded so that Backstage does not recognise and mask it. */
const disguised = (name: string) =>
  `\${{ secrets.${name} | replace("-", "") }}`;

const withoutChangeSet = deployFields.filter(field => field !== 'changeSetArn');

export const attackTemplates = [
  attackTemplate('raw-deploy', [
    { id: 'go', action: deploy, input: fromParameters(deployFields) },
  ]),
  attackTemplate(
    'raw-plan',
    [{ id: 'go', action: plan, input: fromParameters(withoutChangeSet) }],
    { changeSetArn: '${{ steps.go.output.changeSetArn }}' },
  ),
  attackTemplate('raw-destroy', [
    { id: 'go', action: destroy, input: fromParameters(destroyFields) },
  ]),
  attackTemplate('handwritten-plan', [
    {
      id: 'go',
      action: deploy,
      input: {
        ...fromParameters(withoutChangeSet),
        plan: '${{ parameters.plan }}',
      },
    },
  ]),
  attackTemplate('same-step-ids', [
    {
      id: 'go',
      action: plan,
      input: {
        suffix: '${{ parameters.ownSuffix }}',
        region: '${{ parameters.region }}',
        blueprint: 'video-pipeline',
        owner: '${{ parameters.owner }}',
      },
    },
    {
      id: 'go',
      action: destroy,
      input: {
        suffix: '${{ parameters.suffix }}',
        region: '${{ parameters.region }}',
      },
    },
  ]),
  attackTemplate('always-next', [
    { id: 'go', action: deploy, input: fromParameters(deployFields) },
    {
      id: 'then',
      if: '${{ always() }}',
      action: destroy,
      input: {
        suffix: '${{ parameters.suffix }}',
        region: '${{ parameters.region }}',
      },
    },
  ]),
  ...['suffix', 'region', 'blueprint', 'owner', 'account', 'changeSetArn'].map(
    field =>
      attackTemplate(`secret-in-${field.toLowerCase()}`, [
        {
          id: 'go',
          action: deploy,
          input: { ...leaky, [field]: disguised('probe') },
        },
      ]),
  ),
  ...['image', 'tags', 'secrets', 'unknown'].map(field =>
    attackTemplate(`secret-in-${field}`, [
      {
        id: 'go',
        action: deploy,
        input: {
          ...leaky,
          advanced: {
            ...(field === 'image' && {
              worker: { image: disguised('probe') },
            }),
            ...(field === 'tags' && {
              tags: { Team: `${disguised('probe')}\u0007` },
            }),
            ...(field === 'unknown' && { nonsense: disguised('probe') }),
          },
          ...(field === 'secrets' && {
            secrets: { database: disguised('probe') },
          }),
        },
      },
    ]),
  ),
];
