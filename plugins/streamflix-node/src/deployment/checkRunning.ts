import {
  GetTemplateCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import {
  checkChange,
  specFromMetadata,
  type EnvironmentRef,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import { translateAwsError } from '../AwsError';
import { permission } from './stackStates';

/**
 * What cannot become of the environment that is running, by the specification its stack carries. Nothing where there is none to
 * change, or none this version can read: the change set then shows what would be replaced.
 */
export async function checkRunning(
  client: CloudFormationClient,
  ref: EnvironmentRef,
  stack: Stack | undefined,
  next: EnvironmentSpec,
): Promise<Problem[]> {
  if (!stack || permission(stack.StackStatus).permits !== 'update') return [];
  const { TemplateBody = '' } = await translateAwsError(
    { action: 'cloudformation:GetTemplate', ...ref },
    () => client.send(new GetTemplateCommand({ StackName: stack.StackId })),
  );
  const running = specFromMetadata(metadataOf(TemplateBody));
  return running ? checkChange(running, next) : [];
}

/** Ours are JSON; anything else is the YAML of another hand. */
function metadataOf(body: string): unknown {
  try {
    return JSON.parse(body).Metadata;
  } catch {
    return undefined;
  }
}
