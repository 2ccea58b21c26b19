import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AccountFindingState } from '@streamflix/backstage-plugin-streamflix-common';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiQuestionLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { StateBadge, type Tone } from '../components/StateBadge';
import { streamflixTranslationRef } from '../translation';

const looks: Record<
  AccountFindingState,
  { Icon: RemixiconComponentType; tone: Tone }
> = {
  ok: { Icon: RiCheckboxCircleLine, tone: 'positive' },
  warning: { Icon: RiErrorWarningLine, tone: 'warning' },
  failed: { Icon: RiCloseCircleLine, tone: 'negative' },
  unknown: { Icon: RiQuestionLine, tone: 'neutral' },
};

export function FindingBadge({ state }: { state: AccountFindingState }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return <StateBadge {...looks[state]} label={t(`accounts.states.${state}`)} />;
}
