import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  formatCount,
  groupUnread,
  withoutUnread,
  type EnvironmentStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import { Reasons } from './StatusCard';
import styles from './Verdict.module.css';

/** The reasons of what is worst come first; those of the stack, which are no component's, before them. */
function gravestReasons({
  health,
  reasons,
  components,
  unread,
}: EnvironmentStatus): string[] {
  const known = components.map(each => ({
    ...each,
    reasons: withoutUnread(each.reasons, unread),
  }));
  const ofComponents = new Set(known.flatMap(each => each.reasons));
  const worst = known
    .filter(component => component.health === health)
    .flatMap(component => component.reasons);
  const ofStack = reasons.filter(reason => !ofComponents.has(reason));
  return [...new Set([...ofStack, ...worst, ...reasons])];
}

/** A summary of the whole, and what else is wrong. */
function useVerdict(status: EnvironmentStatus): {
  summary: string;
  others: string[];
} {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { health, state, parts = [], progress } = status;
  if (health === 'healthy') {
    const count = status.alarms?.ok
      ? status.alarms.value.filter(alarm => alarm.state === 'alarm').length
      : 0;
    const summary =
      count > 0 ? t('verdict.alarms', { count }) : t('verdict.well');
    return { summary, others: [] };
  }
  // Components in progress are left out: the progress covers all of them.
  const underWay = new Set(
    status.components
      .filter(component => component.health === 'deploying')
      .flatMap(component => component.reasons),
  );
  const reasons = withoutUnread(
    gravestReasons(status),
    // The notice below has what could not be read.
    groupUnread(status.unread ?? []),
  ).filter(reason => !underWay.has(reason));
  const [first, ...others] = reasons;
  if (progress || !first) return { summary: state, others: reasons };
  const read = parts.filter(part => part.health);
  const wrong = read.filter(part => part.health !== 'healthy');
  return wrong.length === 1 && read.length > 1 && others.length === 0
    ? { summary: `${first} ${t('verdict.restWell')}`, others }
    : { summary: first, others };
}

/**
 * The health of an environment in one line, with its reason; further reasons below. A count that changes constantly is shown, but
 * not announced each time.
 */
export function Verdict({ status }: { status: EnvironmentStatus }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { health, progress } = status;
  const { summary, others } = useVerdict(status);
  const count = progress ? formatCount(progress) : '';
  const text = summary.endsWith(count)
    ? summary.slice(0, summary.length - count.length)
    : summary;
  return (
    <>
      <p className={styles.verdict}>
        <strong className={styles.health} data-health={health}>
          {t('verdict.health', { health: t(`health.${health}`) })}
        </strong>{' '}
        <span aria-live="polite">{text}</span>
        {summary.slice(text.length)}
      </p>
      <Reasons reasons={others} />
    </>
  );
}
