/** Long sources that would be harder to read in parts. */
interface LongWithReason {
  reason: string;
  /** Files, functions as `file name`, or folders that end with a slash. */
  names: readonly string[];
}

const cdk = 'cdk-app/lib';
const checks = 'packages/checks/src';
const cli = 'packages/cli/src';
const localAws = 'packages/local-aws/src';
const node = 'plugins/streamflix-node/src';
const portal = 'plugins/streamflix/src';
const scaffolder = 'plugins/scaffolder-backend-module-streamflix/src';

/**
 * Files and functions that are longer than the limits of `longSources`, and why. Prefer a split to a row: a test fails for a row
 * that is no longer needed.
 */
export const longWithReason: readonly LongWithReason[] = [
  {
    reason: 'A table or a list of small functions: one for each case.',
    names: [
      `${cdk}/properties/__testUtils__/physicalNames.ts`,
      `${checks}/fieldRules/fieldRules.ts`,
      `${checks}/fieldRules/fieldRules.ts tasks`,
      `${cli}/createProgram.ts`,
      `${cli}/policy/streamflixCalls.ts`,
      `${cli}/policy/unneededActions.ts`,
      `${localAws}/cloudformation/resources/rules/`,
      'plugins/streamflix-common/src/environment/change/fieldChanges.ts',
      'plugins/streamflix-common/src/environment/schema/tasks.ts tasks',
      'plugins/streamflix-common/src/stack/stackStatus.ts',
      `${node}/__testUtils__/exampleReaders.ts`,
      `${node}/causes/`,
      `${portal}/plugin.ts`,
      `${portal}/form/validators.ts`,
      `${portal}/translation.ts`,
    ],
  },
  {
    reason:
      'A list of scenarios, attacks or comparisons, independent of each other.',
    names: [
      `${checks}/blueprintPages/quantities/`,
      `${checks}/conformance/`,
      `${checks}/faults/families/`,
      `${checks}/hostile/disclosures.ts`,
      `${checks}/hostile/environmentTakeovers.ts`,
      `${node}/cloudformation/__testUtils__/search/AuthorityCheck.ts check`,
    ],
  },
  {
    reason: 'The data or the services of a test in one object.',
    names: [
      `${localAws}/__testUtils__/describedTemplate.ts`,
      `${localAws}/cloudformation/operations/CloudFormationService.test.ts platform`,
      `${node}/__testUtils__/startInspectingProxy.ts startInspectingProxy`,
      `${portal}/__testUtils__/operations.ts creationOf`,
      `${portal}/__testUtils__/snapshots.ts`,
      `${portal}/__testUtils__/snapshots.ts healthySnapshot`,
      `${scaffolder}/__testUtils__/startScaffolder.ts startScaffolder`,
    ],
  },
  {
    reason: 'Declares the resources of a construct with their properties.',
    names: [
      'AuroraCluster',
      'EncryptionKey',
      'EnvironmentStack',
      'FargateTasks',
      'IngestStream',
      'LoadBalancer',
      'MediaStorage',
      'Network',
      'RdsInstance',
      'RestContentApi',
      'SecretAccess',
    ].map(construct => `${cdk}/${construct}.ts constructor`),
  },
  {
    reason:
      'Declares the operations of an API, the routes, commands, settings or services of a process: each is a few lines.',
    names: [
      `${cli}/createProgram.ts createProgram`,
      `${node}/aws/readSettings.ts`,
      `${localAws}/cloudformation/operations/`,
      `${localAws}/server/startLocalAws.ts startLocalAws`,
      `${localAws}/services/`,
      'plugins/catalog-backend-module-streamflix/src/module.ts register',
      `${scaffolder}/actions/createDeployAction.ts createDeployAction`,
      `${scaffolder}/actions/createDestroyAction.ts createDestroyAction`,
      'plugins/streamflix-backend/src/http/createRouter.ts',
      'plugins/streamflix-backend/src/http/createRouter.ts createRouter',
      'plugins/streamflix-backend/src/http/operationRoutes.ts addOperationRoutes',
      'plugins/streamflix-backend/src/plugin.ts register',
      `${node}/aws/createAwsAccess.ts createAwsAccess`,
      `${node}/aws/readSettings.ts readSettings`,
    ],
  },
  {
    reason: 'The markup of one component with the state it shows.',
    names: [
      `${portal}/cards/EnvironmentCard.tsx EnvironmentCard`,
      `${portal}/cards/ComponentCard.tsx ComponentCard`,
      `${portal}/cards/MetricPlot.tsx MetricPlot`,
      `${portal}/form/SettingField.tsx SettingField`,
      `${portal}/form/StreamflixDifferences.tsx StreamflixDifferences`,
      `${portal}/form/StreamflixReview.tsx ReviewState`,
      `${portal}/form/StreamflixOwner.tsx StreamflixOwner`,
      `${portal}/form/StreamflixRegion.tsx StreamflixRegion`,
      `${portal}/form/StreamflixSecrets.tsx SecretNamesForm`,
      `${portal}/form/useFormSection.ts useFormSection`,
      `${portal}/operation/CancelOperation.tsx CancelOperation`,
      `${portal}/operation/ResourceRow.tsx Row`,
      `${portal}/operation/Timeline.tsx Timeline`,
      `${portal}/operation/useOperationTexts.ts useOperationTexts`,
      `${portal}/page/AccountsContent.tsx AccountsContent`,
      `${portal}/tabs/LogsTab.tsx LogsTab`,
    ],
  },
  {
    reason:
      'One class with what it has read, or one list of decisions: each method is short.',
    names: [
      `${node}/operation/OperationReading.ts`,
      `${node}/operation/readOperations.ts`,
      'plugins/streamflix-backend/src/collection/StatusCollector.ts',
      'plugins/streamflix-backend/src/outcomes/OutcomePublisher.ts',
      'plugins/streamflix-backend/src/permissions/EnvironmentAuthorizer.ts',
    ],
  },
  {
    reason:
      'All changes of AWS are in one class, so that one file shows every effect and its check.',
    names: [`${node}/cloudformation/StackWriter.ts`],
  },
  {
    reason:
      'One random search: every step may use whatever the earlier ones have collected.',
    names: [
      `${node}/cloudformation/__testUtils__/search/Sequence.ts`,
      `${node}/cloudformation/__testUtils__/search/Sequence.ts #grant`,
    ],
  },
  {
    reason:
      'A sequence of steps in which each needs the results of those before, and the order decides what is safe.',
    names: [
      `${scaffolder}/actions/deployWithCheckpoints.ts deployWithCheckpoints`,
      `${node}/deploy/deployEnvironment.ts monitor`,
      `${node}/deploy/recoverStack.ts continueRollback`,
      `${node}/plan/verifyChangeSet.ts verifyChangeSet`,
      `${node}/account/identity.ts checkIdentity`,
      'plugins/streamflix-common/src/status/deriveStatus.ts deriveStatus',
      `${node}/destroy/destroyEnvironment.ts start`,
      `${node}/follow/observe.ts observe`,
      `${node}/operation/deriveOperation.ts deriveOperation`,
      `${node}/preflight/preflight.ts preflight`,
      `${node}/status/readers/readApis.ts readApis`,
      `${node}/synthesis/askChild.ts askChild`,
      `${cli}/commands/policy.ts policy`,
      `${checks}/bench/benchDeploy.ts benchDeploy`,
      `${checks}/bench/benchSynth.ts benchSynth`,
      `${checks}/bench/fleet/benchPush.ts measure`,
      `${checks}/faults/attemptByEngine.ts attemptByEngine`,
      `${checks}/faults/faults.ts faults`,
      `${checks}/faults/runAll.ts runAll`,
      `${checks}/faults/runScenario.ts checkAttempt`,
      `${checks}/shutdown/Installation.ts open`,
    ],
  },
  {
    reason:
      'One algorithm whose parts share all their variables: in pieces, each would have five parameters or more.',
    names: [
      `${cdk}/properties/__testUtils__/anyValue.ts anyValue`,
      `${checks}/bench/describeParallel.ts describeParallel`,
      `${checks}/bench/fleet/describeFleet.ts describeFleet`,
      `${checks}/blueprintPages/diagram/`,
      `${cli}/policy/PolicyContext.ts policyContext`,
      `${cli}/policy/policySet.ts policySet`,
      `${localAws}/cloudformation/changesets/planChanges.ts planChanges`,
      `${localAws}/cloudformation/engine/undoUpdate.ts undoUpdate`,
      `${localAws}/cloudformation/template/evaluateConditions.ts evaluateConditions`,
      'plugins/streamflix-common/src/environment/resolveSpec.ts resolveSpec',
      `${node}/aws/createCredentialsManager.ts createCredentialsManager`,
      `${node}/offers/chooseDatabase.ts chooseDatabase`,
      `${node}/plan/resolveReplacements.ts resolveReplacements`,
    ],
  },
];
