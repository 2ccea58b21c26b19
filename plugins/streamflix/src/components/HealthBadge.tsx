import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiForbidLine,
  RiLoopRightLine,
  RiQuestionLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import type { Health } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import { StateBadge, type Tone } from './StateBadge';

/** Shape and colour of each health. */
export const healthLooks: Record<
  Health,
  { Icon: RemixiconComponentType; tone: Tone }
> = {
  healthy: { Icon: RiCheckboxCircleLine, tone: 'positive' },
  degraded: { Icon: RiErrorWarningLine, tone: 'warning' },
  failing: { Icon: RiCloseCircleLine, tone: 'negative' },
  deploying: { Icon: RiLoopRightLine, tone: 'announcement' },
  unknown: { Icon: RiQuestionLine, tone: 'neutral' },
  absent: { Icon: RiForbidLine, tone: 'neutral' },
};

/** The health of an environment or of one of its parts. */
export function HealthBadge({ health }: { health: Health }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return <StateBadge {...healthLooks[health]} label={t(`health.${health}`)} />;
}
