import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiErrorWarningFill } from '@remixicon/react';
import type {
  Operation,
  OperationResource,
  ResourceSpan,
} from '@streamflix/backstage-plugin-streamflix-common';
import { memo, useId, useState } from 'react';
import { streamflixTranslationRef } from '../translation';
import { Bar } from './Bar';
import styles from './Timeline.module.css';
import type { TimelineScale } from './timelineOf';
import { useOperationTexts } from './useOperationTexts';

function toneOf({ action, result, configuredAt, endedAt }: ResourceSpan) {
  if (!endedAt) {
    if (configuredAt) return 'stabilising';
    return action === 'delete' ? 'deleting' : 'open';
  }
  if (result !== 'done') return result ?? 'open';
  return action === 'delete' ? 'deleted' : 'done';
}

/** When the first work of a resource starts, and when its last ends or is expected to end. */
function extentOf({ spans, expectedStart, expectedEnd }: OperationResource) {
  const start = spans[0]?.startedAt ?? expectedStart;
  const end = expectedEnd ?? spans.at(-1)?.endedAt;
  return start && end
    ? { start: Date.parse(start), end: Date.parse(end) }
    : undefined;
}

interface ResourceRowProps {
  resource: OperationResource;
  operation: Operation;
  scale: TimelineScale;
}

function Row(props: ResourceRowProps) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { spanText, noteOf } = useOperationTexts();
  const { resource, operation, scale } = props;
  const { logicalId, type, spans, expectedStart, expectedEnd, isCritical } =
    resource;
  const [isShown, setShown] = useState(false);
  const detailId = useId();
  const isRoot = logicalId === operation.explanation?.resource?.logicalId;
  const extent = extentOf(resource);
  const open = spans.find(({ endedAt }) => !endedAt);
  const expectedFrom = open?.startedAt ?? expectedStart;
  return (
    <div
      className={styles.row}
      data-root={isRoot}
      onMouseEnter={() => setShown(true)}
      onMouseLeave={() => setShown(false)}
    >
      <button
        type="button"
        className={styles.name}
        aria-describedby={isShown ? detailId : undefined}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onKeyDown={({ key }) => key === 'Escape' && setShown(false)}
      >
        {isRoot && <RiErrorWarningFill aria-hidden className={styles.alarm} />}
        {logicalId}
        <span className={styles.hidden}>
          {`, ${t(`timeline.states.${resource.state}`)}`}
        </span>
      </button>
      <div className={styles.track} aria-hidden>
        {expectedFrom && expectedEnd && (
          <Bar
            tone="expected"
            scale={scale}
            start={Date.parse(expectedFrom)}
            end={Date.parse(expectedEnd)}
          />
        )}
        {spans.map(span => (
          <Bar
            key={span.startedAt}
            tone={toneOf(span)}
            scale={scale}
            start={Date.parse(span.startedAt)}
            end={span.endedAt ? Date.parse(span.endedAt) : undefined}
          />
        ))}
        {isCritical && extent && (
          <div
            className={styles.critical}
            style={{
              left: `${scale.at(extent.start)}%`,
              width: `${scale.at(extent.end) - scale.at(extent.start)}%`,
            }}
          />
        )}
      </div>
      <span className={styles.note}>{noteOf(resource, operation)}</span>
      {isShown && (
        <div id={detailId} role="tooltip" className={styles.detail}>
          <strong>{logicalId}</strong> <span>{type}</span>
          {isCritical && <p>{t('timeline.critical')}</p>}
          {spans.length === 0 ? (
            <p>{noteOf(resource, operation)}</p>
          ) : (
            <ul>
              {spans.map(span => (
                <li key={span.startedAt}>{spanText(span)}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}

const resourceIdOf = ({ explanation }: Operation) =>
  explanation?.resource?.logicalId;

/** Whether two rows look the same. */
const isSame = (a: ResourceRowProps, b: ResourceRowProps) =>
  a.scale.start === b.scale.start &&
  a.scale.end === b.scale.end &&
  resourceIdOf(a.operation) === resourceIdOf(b.operation) &&
  JSON.stringify([a.resource, a.operation.awaited]) ===
    JSON.stringify([b.resource, b.operation.awaited]);

/**
 * One resource in the timeline: its name, its bars, and a short text; the events appear on hover and with the keyboard. Rendered
 * again only when it has changed: the page is read every two seconds, and most rows stay as they are.
 */
export const ResourceRow = memo(Row, isSame);
