import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  stackStatus,
  type EnvironmentStack,
} from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import { ReviewSteps } from './ReviewSteps';

const databases = ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'];

/**
 * What a destruction does, in order.
 *
 * @param props - `retain`: logical ids of resources that the user leaves behind, because an earlier destruction could not delete them
 */
export function DestructionSteps(props: {
  stack: EnvironmentStack;
  retain: readonly string[];
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { stack, retain } = props;
  const { resources, spec, stackStatus: status } = stack;
  const isFailedCreation = stackStatus(status).nextStep === 'clear';
  const isLeft = ({ logicalId }: { logicalId: string }) =>
    retain.includes(logicalId);
  const left = resources.filter(isLeft).map(({ logicalId }) => logicalId);
  const kept = resources
    .filter(each => each.retained && !isLeft(each))
    .map(({ logicalId }) => logicalId);
  const number = resources.length - left.length - kept.length;
  const hasProtectedDatabase =
    isFailedCreation &&
    spec.ok &&
    spec.value.deletionProtection &&
    resources.some(each => databases.includes(each.type) && !isLeft(each));
  return (
    <ReviewSteps
      isTitled
      steps={[
        ...(hasProtectedDatabase ? [t('destruction.steps.unprotect')] : []),
        ...(left.length > 0
          ? [t('destruction.steps.leave', { names: left.join(', ') })]
          : []),
        number > 0
          ? t('destruction.steps.delete', { count: number })
          : t('destruction.steps.deleteEmpty'),
        ...(kept.length > 0
          ? [t('destruction.steps.keep', { names: kept.join(', ') })]
          : []),
        t('destruction.steps.forget'),
      ]}
    />
  );
}
