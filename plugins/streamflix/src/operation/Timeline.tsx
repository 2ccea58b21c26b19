import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ToggleButton } from '@backstage/ui';
import {
  RiArrowDownSLine,
  RiArrowRightSLine,
  RiTable2,
} from '@remixicon/react';
import type {
  Operation,
  OperationResource,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useMemo, useState } from 'react';
import { formatSeconds } from '../components/formatTime';
import { streamflixTranslationRef } from '../translation';
import { Growing } from './Growing';
import { ResourceRow } from './ResourceRow';
import styles from './Timeline.module.css';
import {
  groupsOf,
  scaleOf,
  type TimelineGroup,
  type TimelineScale,
} from './timelineOf';
import { TimelineTable } from './TimelineTable';

const isCancelled = ({ spans }: OperationResource) =>
  spans.some(({ result }) => result === 'cancelled');

function toneOf({ isUndone }: TimelineGroup, isOver: boolean) {
  if (isUndone) return 'group-undone';
  return isOver ? 'group-done' : 'group';
}

function GroupRow(props: {
  group: TimelineGroup;
  scale: TimelineScale;
  now: number;
  isExpanded: boolean;
  toggle(): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { group, scale, now, isExpanded, toggle } = props;
  const { area, resources, done, start, end } = group;
  const name = area ? t(`timeline.areas.${area}`) : t('timeline.areas.other');
  const Icon = isExpanded ? RiArrowDownSLine : RiArrowRightSLine;
  const isOver = done === resources.length;
  const note =
    isOver && start !== undefined && end !== undefined
      ? t('timeline.groupDone', {
          count: resources.length,
          duration: formatSeconds((end - start) / 1000),
        })
      : t('timeline.groupCount', {
          done: String(done),
          total: String(resources.length),
        });
  return (
    <div className={styles.row} data-kind="group">
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={isExpanded}
        onClick={toggle}
      >
        <Icon aria-hidden className={styles.arrow} />
        {name}
      </button>
      <div className={styles.track} aria-hidden>
        {start !== undefined && !group.isInProgress && (
          <div
            className={styles.bar}
            data-tone={toneOf(group, isOver)}
            style={{
              left: `${scale.at(start)}%`,
              width: `${scale.at(end ?? start) - scale.at(start)}%`,
            }}
          />
        )}
        {start !== undefined && group.isInProgress && (
          <Growing
            key={scale.end}
            tone="group"
            from={start}
            scale={scale}
            now={now}
          />
        )}
      </div>
      <span className={styles.note}>{note}</span>
    </div>
  );
}

/** The resources of an operation as bars on a common axis, by part of the environment; a table on request. */
export function Timeline({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [isTable, setTable] = useState(false);
  const groups = useMemo(() => groupsOf(operation), [operation]);
  const scale = useMemo(() => scaleOf(operation), [operation]);
  const now = Date.parse(operation.now);
  const isOver = operation.state === 'finished';
  const idOf = ({ area }: TimelineGroup) => area ?? '';
  const hasMore = groups.some(
    ({ important, resources }) => important.length < resources.length,
  );
  const areAllExpanded = groups.every(group => expanded.has(idOf(group)));
  const toggle = (id: string) => {
    const next = new Set(expanded);
    if (!next.delete(id)) next.add(id);
    setExpanded(next);
  };
  return (
    <section className={styles.timeline} aria-label={t('timeline.title')}>
      <div className={styles.tools}>
        {hasMore && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() =>
              setExpanded(
                areAllExpanded ? new Set() : new Set(groups.map(idOf)),
              )
            }
          >
            {areAllExpanded
              ? t('timeline.showImportant')
              : t('timeline.showAll', { count: operation.resources.length })}
          </Button>
        )}
        <ToggleButton
          size="small"
          iconStart={<RiTable2 aria-hidden />}
          isSelected={isTable}
          onChange={setTable}
        >
          {t('map.asTable')}
        </ToggleButton>
      </div>
      {isTable ? (
        <TimelineTable operation={operation} />
      ) : (
        <div className={styles.chart}>
          <div className={styles.axis} aria-hidden>
            <div className={styles.scale}>
              {scale.ticks.map((tick, index) => (
                <span
                  key={tick}
                  className={styles.tick}
                  data-minor={index % 2 === 1}
                  style={{ left: `${scale.at(scale.start + tick * 1000)}%` }}
                >
                  {scale.at(scale.start + tick * 1000) < 93 && (
                    <span>{tick === 0 ? '0' : formatSeconds(tick)}</span>
                  )}
                </span>
              ))}
              {!isOver && (
                <Growing
                  key={scale.end}
                  tone="now"
                  from={scale.start}
                  scale={scale}
                  now={now}
                >
                  <span>{t('timeline.now')}</span>
                </Growing>
              )}
            </div>
          </div>
          {groups.map(group => {
            const id = idOf(group);
            const isExpanded = expanded.has(id);
            const shown = isExpanded ? group.resources : group.important;
            return (
              <div
                key={id}
                role="group"
                aria-label={
                  group.area
                    ? t(`timeline.areas.${group.area}`)
                    : t('timeline.areas.other')
                }
              >
                <GroupRow
                  group={group}
                  scale={scale}
                  now={now}
                  isExpanded={isExpanded}
                  toggle={() => toggle(id)}
                />
                {shown.map(resource => (
                  <ResourceRow
                    key={resource.logicalId}
                    resource={resource}
                    operation={operation}
                    scale={scale}
                    now={now}
                  />
                ))}
              </div>
            );
          })}
        </div>
      )}
      {!isTable && (
        <p className={styles.legend}>
          <span data-tone="done">{t('timeline.legend.done')}</span>
          {!isOver && (
            <>
              <span data-tone="open">{t('timeline.legend.open')}</span>
              <span data-tone="expected">{t('timeline.legend.expected')}</span>
            </>
          )}
          <span data-tone="deleted">{t('timeline.legend.deleted')}</span>
          <span data-tone="failed">{t('timeline.legend.failed')}</span>
          {operation.resources.some(isCancelled) && (
            <span data-tone="cancelled">{t('timeline.legend.cancelled')}</span>
          )}
          <span data-tone="critical">{t('timeline.legend.critical')}</span>
        </p>
      )}
    </section>
  );
}
